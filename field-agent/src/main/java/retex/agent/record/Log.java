package retex.agent.record;

import static retex.agent.record.RecordRefusal.AMENDMENT_MISSING;
import static retex.agent.record.RecordRefusal.PARENT_NOT_CURRENT;
import static retex.agent.record.RecordRefusal.RECORD_ERASED;
import static retex.agent.record.RecordRefusal.RECORD_IN_CONFLICT;
import static retex.agent.record.RecordRefusal.RECORD_OF_ANOTHER_FORM;
import static retex.agent.record.RecordRefusal.RECORD_UNKNOWN;
import static retex.agent.record.RecordRefusal.RECORD_WITHDRAWN;
import static retex.agent.record.RecordRefusal.REFERENCE_TAKEN;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.contract.Withdrawal;
import retex.instrument.InstrumentRef;

/**
 * The laptop's own log. Submitting appends an entry and signs the log's new head in one transaction
 * that is on disk when the call returns; a crash in the middle leaves the log as it was. Safe for
 * use by several threads and processes.
 */
@Singleton
public final class Log {

  private final RevisionRows revisions;
  private final HeadRows heads;
  private final RecordRows records;
  private final AcknowledgedRows acknowledgements;
  private final Graph graph;
  private final Erasures erasures;
  private final LogScope scope;

  Log(
      RevisionRows revisions,
      HeadRows heads,
      RecordRows records,
      AcknowledgedRows acknowledgements,
      Graph graph,
      Erasures erasures,
      LogScope scope) {
    this.revisions = revisions;
    this.heads = heads;
    this.records = records;
    this.acknowledgements = acknowledgements;
    this.graph = graph;
    this.erasures = erasures;
    this.scope = scope;
  }

  /** Appends a new record. Refuses a reference that another record of this laptop has. */
  public Entry submit(Payload payload, String author, InstrumentRef instrument) {
    return scope.write(
        () -> {
          String reference = payload.reference();
          if (!reference.isEmpty() && records.findByReference(reference).isPresent()) {
            throw REFERENCE_TAKEN.at("reference").asException();
          }
          return append(
              LogWriter.first(tip(), author, instrument, scope.clock().instant(), payload));
        });
  }

  /** The same form as before. */
  public Entry revise(RecordId id, RevisionId parent, Payload payload, String author) {
    return revise(id, parent, payload, author, InstrumentRef.parse(row(id).instrument()));
  }

  /**
   * Appends a revision that follows {@code parent}, which must be the record's current one; it may
   * be made with another version of the instrument. Refuses another instrument with {@code
   * RECORD_OF_ANOTHER_FORM}.
   */
  public Entry revise(
      RecordId id, RevisionId parent, Payload payload, String author, InstrumentRef instrument) {
    return scope.write(
        () -> {
          RecordRow record = row(id);
          if (record.withdrawn()) {
            throw RECORD_WITHDRAWN.at(id.toString()).asException();
          }
          refuseErased(id);
          if (record.fate().equals(RecordState.CONFLICT.name())) {
            throw RECORD_IN_CONFLICT.at(id.toString()).asException();
          }
          if (!record.revision().equals(parent.hex())) {
            throw PARENT_NOT_CURRENT.at(id.toString()).asException();
          }
          if (!InstrumentRef.parse(record.instrument()).id().equals(instrument.id())) {
            throw RECORD_OF_ANOTHER_FORM.at(id.toString()).asException();
          }
          if (payload.fold(Amendments::isUnexplained, note -> false, gone -> false)
              && Amendments.isSigned(revisionsOf(id))) {
            throw AMENDMENT_MISSING.at("amendment").asException();
          }
          return append(
              LogWriter.next(
                  tip(),
                  id,
                  List.of(parent),
                  author,
                  instrument,
                  scope.clock().instant(),
                  payload));
        });
  }

  /** Withdraws a record submitted by mistake, with the reason. */
  public Entry withdraw(RecordId id, String reason, String author) {
    RevisionId current = RevisionId.parse(row(id).revision());
    return revise(id, current, new Withdrawal(reason), author);
  }

  /** Every record, the last written first. */
  public List<OwnRecord> all() {
    return scope.read(
        () -> {
          Map<Integer, Long> upTo = acknowledgedByEpoch();
          return records.listOrderByNumberDesc().stream().map(row -> own(row, upTo)).toList();
        });
  }

  /** Evaluations of a unit that still stand, by its code or a name typed, the last one first. */
  public List<OwnRecord> evaluationsOf(List<String> writtenAs) {
    return scope.read(
        () -> {
          Map<Integer, Long> upTo = acknowledgedByEpoch();
          return records
              .findByUnitInAndKindOrderByNumberDesc(writtenAs, RecordKind.EVALUATION.name())
              .stream()
              .filter(row -> !row.withdrawn())
              .map(row -> own(row, upTo))
              .toList();
        });
  }

  /** The record of a kind that was written last. */
  public Optional<OwnRecord> last(RecordKind kind) {
    return scope.read(
        () ->
            records
                .findFirstByKindOrderByNumberDesc(kind.name())
                .map(row -> own(row, acknowledgedByEpoch())));
  }

  public OwnRecord find(RecordId id) {
    return scope.read(() -> own(row(id), acknowledgedByEpoch()));
  }

  public Optional<OwnRecord> findByReference(String reference) {
    return scope.read(
        () -> records.findByReference(reference).map(row -> own(row, acknowledgedByEpoch())));
  }

  /**
   * Every revision of a record, written here or elsewhere, the first one first and the current one
   * last; where two versions stand against each other, one written here. Refuses {@code
   * RECORD_ERASED}.
   */
  public List<Entry> revisionsOf(RecordId id) {
    refuseErased(id);
    return scope.read(() -> graph.of(id));
  }

  /** Hashes of every file that a revision of this laptop names. */
  public Set<FileHash> namedFiles() {
    return revisions.named().stream().map(FileHash::parse).collect(Collectors.toSet());
  }

  /** Where the log ends. */
  public LogTip tip() {
    return scope.read(
        () -> {
          var log = scope.identity().log();
          return revisions
              .last(log.epoch())
              .map(row -> new LogTip(log, row.number(), Optional.of(RevisionId.parse(row.id()))))
              .orElseGet(() -> LogTip.empty(log));
        });
  }

  /** Entries after {@code number}, in order. */
  public List<Entry> after(long number, int atMost) {
    int epoch = scope.identity().log().epoch();
    return revisions.after(epoch, number, atMost).stream().map(erasures::entry).toList();
  }

  /** Signed heads from number to number, inclusive. */
  public List<Head> heads(long from, long to) {
    var log = scope.identity().log();
    return heads.between(log.epoch(), from, to).stream()
        .map(row -> row.head(log.device()))
        .toList();
  }

  /** Number up to which headquarters has the log on its disk; 0 for none of it. */
  public long acknowledged() {
    int epoch = scope.identity().log().epoch();
    return acknowledgements.findById(epoch).map(AcknowledgedRow::upTo).orElse(0L);
  }

  Map<Integer, Long> acknowledgedByEpoch() {
    return acknowledgements.findAll().stream()
        .collect(Collectors.toMap(AcknowledgedRow::epoch, AcknowledgedRow::upTo));
  }

  /** Entries that wait to be sent. */
  public long pending() {
    return scope.read(() -> tip().number() - acknowledged());
  }

  /** Marks what headquarters said of a revision; a word about an older revision changes nothing. */
  public void judged(RecordId id, RevisionId revision, RecordState fate, String remark) {
    scope.write(
        () -> {
          Optional<RecordRow> row =
              records
                  .findById(id.toString())
                  .filter(it -> it.revision().equals(revision.hex()) && !erasures.isErased(id))
                  .filter(it -> !it.fate().equals(RecordState.CONFLICT.name()));
          row.ifPresent(it -> records.update(withFate(it, fate.name(), remark)));
          return row.isPresent();
        });
  }

  /**
   * Forgets what headquarters said of records, but for what stays true whatever it says: it tells
   * everything again that it knows, and what it was put back to may be less than it told.
   */
  public void unjudged() {
    scope.write(
        () -> {
          records.unjudge();
          return true;
        });
  }

  /**
   * Writes an entry that follows the log's end, its signed head, and what it makes of its record.
   */
  Entry append(Entry entry) {
    revisions.save(RevisionRow.of(entry));
    heads.save(HeadRow.of(scope.identity().key().sign(entry.revision())));
    RecordId record = entry.revision().record();
    entry.erasure().ifPresent(order -> erasures.note(record, order));
    if (!entry.isErased()) {
      name(entry);
    }
    String id = record.toString();
    Optional<RecordRow> before = records.findById(id);
    RecordRow after = entry.isErased() ? projectErased(entry) : project(entry, before);
    if (before.isPresent()) {
      records.update(after);
    } else {
      records.save(after);
    }
    graph.follow(entry.revision(), before);
    return entry;
  }

  boolean isErased(RecordId id) {
    return erasures.isErased(id);
  }

  private void refuseErased(RecordId id) {
    if (erasures.isErased(id)) {
      throw RECORD_ERASED.at(id.toString()).asException();
    }
  }

  private void name(Entry entry) {
    var revision = entry.revision();
    entry
        .payload()
        .attachments()
        .forEach(
            it -> {
              revisions.name(
                  revision.id().hex(),
                  it.hash().hex(),
                  it.size(),
                  revision.log().epoch(),
                  revision.number());
              revisions.offerAgain(it.hash().hex());
            });
  }

  /** What the envelope says, and when it was erased. */
  private static RecordRow projectErased(Entry entry) {
    var revision = entry.revision();
    return new RecordRow(
        revision.record().toString(),
        revision.kind().name(),
        revision.instrument().toString(),
        "",
        revision.id().hex(),
        revision.log().epoch(),
        revision.number(),
        retex.contract.Micros.of(revision.writtenAt()),
        "",
        false,
        RecordState.ERASED.name(),
        entry.erasure().map(it -> it.at().toString()).orElse(""));
  }

  static RecordRow project(Entry entry, Optional<RecordRow> before) {
    var revision = entry.revision();
    Payload payload = entry.payload();
    Function<Function<RecordRow, String>, String> kept = field -> before.map(field).orElse("");
    String unit =
        payload.fold(
            evaluation -> evaluation.unit().label(),
            note -> note.unit().label(),
            withdrawal -> kept.apply(RecordRow::unit));
    boolean withdrawn = revision.kind() == RecordKind.WITHDRAWAL;
    return new RecordRow(
        revision.record().toString(),
        withdrawn ? kept.apply(RecordRow::kind) : revision.kind().name(),
        revision.instrument().toString(),
        unit,
        revision.id().hex(),
        revision.log().epoch(),
        revision.number(),
        retex.contract.Micros.of(revision.writtenAt()),
        before.map(RecordRow::reference).orElse(payload.reference()),
        withdrawn,
        "",
        "");
  }

  private static RecordRow withFate(RecordRow it, String fate, String remark) {
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
        it.withdrawn(),
        fate,
        remark);
  }

  private RecordRow row(RecordId id) {
    return records
        .findById(id.toString())
        .orElseThrow(() -> RECORD_UNKNOWN.at(id.toString()).asException());
  }

  static OwnRecord own(RecordRow row, Map<Integer, Long> acknowledged) {
    return new OwnRecord(
        RecordId.parse(row.id()),
        RecordKind.valueOf(row.kind()),
        InstrumentRef.parse(row.instrument()),
        row.unit(),
        RevisionId.parse(row.revision()),
        row.number(),
        retex.contract.Micros.instant(row.writtenAt()),
        row.reference(),
        state(row, acknowledged),
        hasArrived(row, acknowledged),
        row.remark());
  }

  private static boolean hasArrived(RecordRow row, Map<Integer, Long> acknowledged) {
    return row.number() <= acknowledged.getOrDefault(row.epoch(), 0L);
  }

  private static RecordState state(RecordRow row, Map<Integer, Long> acknowledged) {
    if (row.withdrawn() && !row.fate().equals(RecordState.ERASED.name())) {
      return RecordState.WITHDRAWN;
    }
    if (!row.fate().isEmpty()) {
      return RecordState.valueOf(row.fate());
    }
    return hasArrived(row, acknowledged) ? RecordState.ACKNOWLEDGED : RecordState.SUBMITTED;
  }
}
