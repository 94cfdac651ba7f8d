package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.ACCEPTED_RECORD_UNKNOWN;
import static retex.server.redaction.RedactionRefusal.ALREADY_CLEARED;
import static retex.server.redaction.RedactionRefusal.REDACTION_STALE;
import static retex.server.redaction.RedactionRefusal.UNMASKING_WAITS;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.audit.Audit;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redactor;
import retex.server.review.Accepted;
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
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Redactions(
      Reviews reviews,
      Proposals proposals,
      Clearances clearances,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reviews = reviews;
    this.proposals = proposals;
    this.clearances = clearances;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Accepted records that wait for an officer's eyes, and those that were cleared. */
  List<Accepted> accepted() {
    return reviews.accepted();
  }

  /** Whether the newest revision of an accepted record was cleared. */
  boolean isCleared(Accepted record) {
    return clearances.existsById(record.revision().hex());
  }

  /** Whether an earlier revision was cleared. */
  boolean wasCleared(RevisionId revision) {
    return clearances.existsById(revision.hex());
  }

  /** The record; refuses {@code ACCEPTED_RECORD_UNKNOWN}. */
  Accepted find(RecordId record) {
    return reviews
        .accepted(record)
        .orElseThrow(() -> ACCEPTED_RECORD_UNKNOWN.at("record").asException());
  }

  /**
   * The record, if this revision of it is to be decided on: refuses {@code REDACTION_STALE} and
   * {@code ALREADY_CLEARED}.
   */
  Accepted open(RecordId record, RevisionId revision) {
    Accepted accepted = find(record);
    if (!accepted.revision().equals(revision)) {
      throw REDACTION_STALE.at("revision").asException();
    }
    if (isCleared(accepted)) {
      throw ALREADY_CLEARED.at("record").asException();
    }
    return accepted;
  }

  /**
   * Clears the redaction as it stands: an officer has read all of it. Refuses {@code
   * UNMASKING_WAITS} while a second officer has not agreed to or declined each un-masking.
   */
  void clear(RecordId record, RevisionId revision, String actor) {
    transactions.executeWrite(
        status -> {
          Accepted accepted = open(record, revision);
          if (!proposals.decided(accepted).waiting().isEmpty()) {
            throw UNMASKING_WAITS.at("record").asException();
          }
          clearances.save(
              new Clearance(
                  accepted.revision().hex(), record.toString(), actor, Micros.of(clock.instant())));
          audit.write(
              actor,
              "redaction.cleared",
              record.toString(),
              Map.of("revision", revision.hex(), "rules", Redactor.VERSION));
          return accepted;
        });
  }

  /**
   * What is masked in every accepted record, by its revision, cleared or not: none of it may stand
   * in a document.
   */
  public Map<RevisionId, List<RedactedField>> masked() {
    Context context = proposals.context();
    return reviews.accepted().stream()
        .collect(Collectors.toMap(Accepted::revision, it -> proposals.of(it, context)));
  }

  /** Finished work: every accepted record that was cleared, redacted under the names known now. */
  public List<ClearedRecord> cleared() {
    Context context = proposals.context();
    return reviews.accepted().stream()
        .filter(this::isCleared)
        .map(record -> new ClearedRecord(record, proposals.of(record, context)))
        .toList();
  }
}
