package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.ACCEPTED_RECORD_UNKNOWN;
import static retex.server.redaction.RedactionRefusal.ALREADY_CLEARED;
import static retex.server.redaction.RedactionRefusal.REDACTION_NOT_AS_READ;
import static retex.server.redaction.RedactionRefusal.REDACTION_STALE;
import static retex.server.redaction.RedactionRefusal.UNMASKING_WAITS;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.server.audit.Audit;
import retex.server.redaction.engine.Redactor;
import retex.server.review.Accepted;
import retex.server.review.ReviewState;
import retex.server.review.Reviews;

/**
 * What is taken out of accepted records. A proposal is made anew from the engine, the names known
 * now and the officers' decisions, so that a name learnt later is taken out of texts cleared
 * before. Safe for use by several threads.
 */
@Singleton
public final class Redactions {

  private final Reviews reviews;
  private final Proposals proposals;
  private final Clearances clearances;
  private final Decisions decisions;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Redactions(
      Reviews reviews,
      Proposals proposals,
      Clearances clearances,
      Decisions decisions,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reviews = reviews;
    this.proposals = proposals;
    this.clearances = clearances;
    this.decisions = decisions;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Accepted records that wait for an officer's eyes, and those that were cleared. */
  List<Accepted> accepted() {
    return reviews.accepted();
  }

  /** Whether the newest revision of an accepted record was cleared, and still is. */
  boolean isCleared(Accepted record) {
    return isCleared(record.revision());
  }

  /** Whether a revision was cleared, and still is. */
  boolean isCleared(RevisionId revision) {
    return clearances.findById(revision.hex()).filter(Clearance::stands).isPresent();
  }

  /** The record; refuses {@code ACCEPTED_RECORD_UNKNOWN}. */
  Accepted find(RecordId record) {
    return reviews
        .accepted(record)
        .orElseThrow(() -> ACCEPTED_RECORD_UNKNOWN.at("record").asException());
  }

  /** The record, if this is its newest revision; else refuses {@code REDACTION_STALE}. */
  Accepted current(RecordId record, RevisionId revision) {
    Accepted accepted = find(record);
    if (!accepted.revision().equals(revision)) {
      throw REDACTION_STALE.at("revision").asException();
    }
    return accepted;
  }

  /**
   * The record, if this revision of it is to be decided on: refuses {@code REDACTION_STALE} and
   * {@code ALREADY_CLEARED}.
   */
  Accepted open(RecordId record, RevisionId revision) {
    Accepted accepted = current(record, revision);
    if (isCleared(accepted)) {
      throw ALREADY_CLEARED.at("record").asException();
    }
    return accepted;
  }

  /** The records of a unit, accepted or not any more: what was cleared of them was read. */
  List<String> of(UnitCode unit) {
    return reviews.all().stream()
        .filter(it -> it.unit().filter(unit::equals).isPresent())
        .map(it -> it.record().id().toString())
        .toList();
  }

  /** Whether any of these records was cleared at a time (microseconds) or later. */
  boolean isReadSince(List<String> records, long since) {
    return !records.isEmpty() && clearances.since(records, since) > 0;
  }

  /** What an officer is shown of a record now. */
  Shown shown(Accepted record) {
    return new Shown(record, proposals.of(record), proposals.decided(record).waiting());
  }

  /**
   * Clears the redaction as it was read, which {@code read} says by {@link Shown#hash}: an officer
   * has read all of it. What is masked at this moment is kept, and stays masked. Refuses {@code
   * UNMASKING_WAITS} while a second officer has not agreed to or declined each un-masking, and
   * {@code REDACTION_NOT_AS_READ} where anything else is masked now than was read.
   */
  void clear(RecordId record, RevisionId revision, String read, String actor) {
    transactions.executeWrite(
        status -> {
          Accepted accepted = open(record, revision);
          Shown shown = shown(accepted);
          if (!shown.waiting().isEmpty()) {
            throw UNMASKING_WAITS.at("record").asException();
          }
          if (!shown.hash().equals(read)) {
            throw REDACTION_NOT_AS_READ.at("read").asException();
          }
          var clearance =
              new Clearance(
                  revision.hex(),
                  record.toString(),
                  actor,
                  Micros.of(clock.instant()),
                  Redactor.VERSION,
                  ReadSpans.of(shown.fields()).written(),
                  "",
                  0);
          if (clearances.existsById(clearance.revision())) {
            clearances.update(clearance);
          } else {
            clearances.save(clearance);
          }
          audit.write(
              actor,
              "redaction.cleared",
              record.toString(),
              Map.of("revision", revision.hex(), "rules", Redactor.VERSION, "read", read));
          return accepted;
        });
  }

  /** Takes a clearance back: nothing of the record is told until it is cleared anew. */
  void reopen(RecordId record, RevisionId revision, String actor) {
    transactions.executeWrite(
        status -> {
          Accepted accepted = current(record, revision);
          takeBack(accepted, actor);
          return accepted;
        });
  }

  /** Takes back the clearance of a revision, where it has one; joins the caller's transaction. */
  void takeBack(Accepted record, String actor) {
    clearances
        .findById(record.revision().hex())
        .filter(Clearance::stands)
        .ifPresent(
            it -> {
              clearances.update(it.undone(actor, Micros.of(clock.instant())));
              audit.write(
                  actor,
                  "redaction.clearance-undone",
                  record.record().toString(),
                  Map.of("revision", record.revision().hex()));
            });
  }

  /**
   * What is masked in every accepted record, by its revision, cleared or not, and what was when it
   * was last cleared: none of it may stand in a document.
   */
  public Map<RevisionId, List<RedactedField>> masked() {
    NamesNow names = proposals.names();
    return reviews.accepted().stream()
        .collect(Collectors.toMap(Accepted::revision, it -> proposals.everMasked(it, names)));
  }

  /** Finished work: every accepted record that was cleared, redacted under the names known now. */
  public List<ClearedRecord> cleared() {
    NamesNow names = proposals.names();
    return reviews.accepted().stream()
        .filter(this::isCleared)
        .map(record -> new ClearedRecord(record, proposals.of(record, names)))
        .toList();
  }

  /**
   * Which revisions stand now, to be asked for many of them: a few queries however many there are.
   * {@code earliest} is the earliest time that will be asked about.
   */
  public Stood standing(Instant earliest) {
    Map<RecordId, String> accepted =
        reviews.all().stream()
            .filter(it -> it.state() == ReviewState.ACCEPTED && it.unit().isPresent())
            .collect(Collectors.toMap(it -> it.record().id(), it -> it.record().current().hex()));
    Map<String, Long> masked = new HashMap<>();
    decisions
        .findByActionInAndAtGreaterThan(List.of(Action.MASK, Action.WIDEN), Micros.of(earliest))
        .stream()
        .filter(it -> it.state() != Standing.UNDONE)
        .forEach(it -> masked.merge(it.revision(), it.at(), Math::max));
    return new Stood(accepted, clearances.standing(), masked);
  }

  /** The revisions that stood at one moment: accepted, cleared, and how far they were masked. */
  public record Stood(
      Map<RecordId, String> accepted, Set<String> cleared, Map<String, Long> masked) {

    public Stood {
      accepted = Map.copyOf(accepted);
      cleared = Set.copyOf(cleared);
      masked = Map.copyOf(masked);
    }

    /**
     * Whether what was told of a revision at a time may still be told: it is the newest one,
     * accepted and cleared, and no officer has masked more of it since.
     */
    public boolean still(RecordId record, RevisionId revision, Instant since) {
      return revision.hex().equals(accepted.get(record))
          && cleared.contains(revision.hex())
          && masked.getOrDefault(revision.hex(), Long.MIN_VALUE) <= Micros.of(since);
    }
  }
}
