package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.contract.Branches;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.contract.RevisionId;

/**
 * The revisions of each record, written here or elsewhere, and what its row says of them. An entry
 * behind the fork of an earlier epoch counts no more: it stands again in a later one. Joins the
 * caller's transaction.
 */
@Singleton
final class Graph {

  private final RevisionRows own;
  private final ElsewhereRows elsewhere;
  private final RecordRows records;
  private final AcknowledgedRows acknowledgements;
  private final LogScope scope;

  Graph(
      RevisionRows own,
      ElsewhereRows elsewhere,
      RecordRows records,
      AcknowledgedRows acknowledgements,
      LogScope scope) {
    this.own = own;
    this.elsewhere = elsewhere;
    this.records = records;
    this.acknowledgements = acknowledgements;
    this.scope = scope;
  }

  /** Parents before those that follow them; what was written here last, in doubt. */
  List<Entry> of(RecordId record) {
    String id = record.toString();
    int present = scope.identity().log().epoch();
    Map<Integer, Long> upTo =
        acknowledgements.findAll().stream()
            .collect(Collectors.toMap(AcknowledgedRow::epoch, AcknowledgedRow::upTo));
    return Branches.ordered(
        Stream.concat(
                elsewhere.findByRecordOrderById(id).stream().map(ElsewhereRow::entry),
                own.findByRecordOrderByEpochAndNumber(id).stream()
                    .filter(row -> row.payload().length > 0)
                    .map(RevisionRow::entry)
                    .filter(it -> stands(it.revision(), present, upTo)))
            .toList());
  }

  /** The ends of a record: more than one is a conflict. */
  List<Entry> heads(RecordId record) {
    return Branches.heads(of(record));
  }

  /**
   * The same for a row just made of an entry appended here; {@code before}: as it was. One that
   * follows what the row said, where nothing was written elsewhere, is in step: a save need not
   * read every revision again.
   */
  void follow(Revision appended, Optional<RecordRow> before) {
    boolean isNext =
        before
            .map(
                it ->
                    !it.fate().equals(RecordState.CONFLICT.name())
                        && appended.parents().contains(RevisionId.parse(it.revision())))
            .orElse(appended.isFirst());
    if (!isNext || elsewhere.existsByRecord(appended.record().toString())) {
      settle(appended.record());
    }
  }

  /** Brings the record's row in step where something of it was written elsewhere. */
  void settle(RecordId record) {
    Optional<RecordRow> row =
        records
            .findById(record.toString())
            .filter(it -> !it.fate().equals(RecordState.ERASED.name()));
    List<Entry> heads = row.isEmpty() ? List.of() : heads(record);
    if (heads.size() > 1) {
      records.update(inConflict(row.orElseThrow()));
    } else if (heads.size() == 1) {
      settle(row.orElseThrow(), heads.get(0));
    }
  }

  private void settle(RecordRow row, Entry head) {
    boolean stands = row.revision().equals(head.revision().id().hex());
    if (stands && !row.fate().equals(RecordState.CONFLICT.name())) {
      return;
    }
    RecordRow said = Log.project(head, Optional.of(row));
    records.update(
        new RecordRow(
            said.id(),
            said.kind(),
            said.instrument(),
            said.unit(),
            said.revision(),
            row.epoch(), // where this laptop wrote of it last: what was acknowledged is known of
            // that
            row.number(),
            said.writtenAt(),
            said.reference(),
            said.withdrawn(),
            "",
            ""));
  }

  private static RecordRow inConflict(RecordRow it) {
    return new RecordRow(
        it.id(),
        it.kind(),
        it.instrument(),
        it.unit(),
        it.revision(),
        it.epoch(),
        it.number(),
        it.writtenAt(),
        it.reference(),
        false,
        RecordState.CONFLICT.name(),
        "");
  }

  private static boolean stands(Revision it, int present, Map<Integer, Long> upTo) {
    int epoch = it.log().epoch();
    return epoch == present || it.number() <= upTo.getOrDefault(epoch, 0L);
  }
}
