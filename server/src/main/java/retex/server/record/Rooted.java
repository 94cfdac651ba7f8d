package retex.server.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import retex.contract.Branches;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.Revision;
import retex.contract.RevisionId;

/**
 * Which revisions of a record hang together with its first one. Anybody who knows a record's id can
 * write a revision of it that follows something invented; that gives no part in the record, nor
 * does what follows such a revision. A device with a part is no intruder: what it wrote counts
 * although what that follows was lost. Pure.
 */
final class Rooted {

  private Rooted() {}

  /**
   * Those that reach the first revision over parents that are here, and whatever else their devices
   * wrote, in the order given.
   */
  static List<RevisionRow> of(List<RevisionRow> ofRecord) {
    Set<RevisionId> reached = new HashSet<>();
    Set<DeviceId> parted = new HashSet<>();
    List<Revision> left = new ArrayList<>(ofRecord.stream().map(RevisionRow::revision).toList());
    boolean grew = true;
    while (grew) {
      for (Revision it : left) {
        if (isReached(it, reached, parted)) {
          reached.add(it.id());
          parted.add(it.log().device());
        }
      }
      grew = left.removeIf(it -> reached.contains(it.id()));
    }
    return ofRecord.stream().filter(row -> reached.contains(RevisionId.parse(row.id()))).toList();
  }

  /**
   * The revisions that no other follows, in the order given. Where the first has not come, all
   * count: nothing better is known.
   */
  static List<Entry> heads(List<RevisionRow> ofRecord) {
    List<Entry> rooted = living(of(ofRecord));
    return Branches.heads(rooted.isEmpty() ? living(ofRecord) : rooted);
  }

  private static boolean isReached(
      Revision revision, Set<RevisionId> reached, Set<DeviceId> parted) {
    return revision.isFirst()
        || parted.contains(revision.log().device())
        || revision.parents().stream().anyMatch(reached::contains);
  }

  private static List<Entry> living(List<RevisionRow> rows) {
    return rows.stream().filter(row -> !row.isErased()).map(RevisionRow::entry).toList();
  }
}
