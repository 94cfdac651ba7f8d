package retex.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The revisions of one record as a graph: where it ends, and what came before what. Pure. */
public final class Branches {

  private Branches() {}

  /**
   * The revisions that no other follows, in the order given: one, or more where the record is in
   * conflict. A revision that names a parent which is not there counts like any other.
   */
  public static List<Entry> heads(List<Entry> revisions) {
    Set<RevisionId> followed = new HashSet<>();
    revisions.forEach(it -> followed.addAll(it.revision().parents()));
    return revisions.stream().filter(it -> !followed.contains(it.revision().id())).toList();
  }

  /** Parents before those that follow them, else in the order given; each once. */
  public static List<Entry> ordered(List<Entry> revisions) {
    Map<RevisionId, Entry> left = new LinkedHashMap<>();
    revisions.forEach(it -> left.putIfAbsent(it.revision().id(), it));
    var ordered = new ArrayList<Entry>();
    while (!left.isEmpty()) {
      Entry next =
          left.values().stream()
              .filter(it -> it.revision().parents().stream().noneMatch(left::containsKey))
              .findFirst()
              .orElseThrow(); // ids are hashes over the parents' ids: there is no circle
      left.remove(next.revision().id());
      ordered.add(next);
    }
    return ordered;
  }
}
