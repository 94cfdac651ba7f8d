package retex.server.release;

import static retex.server.release.ReleaseRefusal.ERASER_IS_ASKER;
import static retex.server.release.ReleaseRefusal.ERASURE_ASKED;
import static retex.server.release.ReleaseRefusal.ERASURE_UNKNOWN;
import static retex.server.release.ReleaseRefusal.NOTHING_TO_ERASE;
import static retex.server.release.ReleaseRefusal.RELEASE_DECIDED;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.server.audit.Audit;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Records;

/**
 * Erasing a record takes two officers: one asks for a written reason, another agrees. Documents
 * that are out and rest on it are then listed for recall; contents of those that are not, or no
 * longer, go with it, and a letter tells the laptops whose logs hold it. Safe for use by several
 * threads.
 */
@Singleton
public final class ErasureRequests {

  private static final String ASKED = "ASKED";

  private final ErasureRows rows;
  private final ReleaseRows releases;
  private final Erasures erasures;
  private final Records records;
  private final Letters letters;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ErasureRequests(
      ErasureRows rows,
      ReleaseRows releases,
      Erasures erasures,
      Records records,
      Letters letters,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.releases = releases;
    this.erasures = erasures;
    this.records = records;
    this.letters = letters;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Asks. Refuses {@code REASON_NEEDED}, {@code NOTHING_TO_ERASE}, {@code ERASURE_ASKED}. */
  public void ask(RecordId record, String reason, String actor) {
    String why = Releases.reason(reason);
    transactions.executeWrite(
        status -> {
          if (records.find(record).isEmpty()) {
            throw NOTHING_TO_ERASE.at("record").asException();
          }
          if (rows.findByRecordAndState(record.toString(), ASKED).isPresent()) {
            throw ERASURE_ASKED.at("record").asException();
          }
          rows.save(
              new ErasureRow(
                  UUID.randomUUID().toString(),
                  record.toString(),
                  ASKED,
                  why,
                  actor,
                  Micros.of(clock.instant()),
                  "",
                  0));
          audit.write(actor, "record.erasure-asked", record.toString(), Map.of());
          return record;
        });
  }

  /** Erases it. Refuses {@code ERASURE_UNKNOWN} and {@code ERASER_IS_ASKER}. */
  public void confirm(RecordId record, String actor) {
    transactions.executeWrite(
        status -> {
          ErasureRow row = asked(record);
          if (row.asker().equals(actor)) {
            throw ERASER_IS_ASKER.at("record").asException();
          }
          Instant now = clock.instant();
          erasures
              .holders(record)
              .forEach(
                  (device, last) ->
                      letters.post(device, new Letter(LetterKind.ERASED, record, last, "", now)));
          int revisions = erasures.erase(record, new Erasure(row.reason(), row.asker(), actor));
          decide(row, "DONE", actor);
          int contents = releases.emptyContents(new byte[0]);
          audit.write(
              actor,
              "record.erased",
              record.toString(),
              Map.of(
                  "revisions", Integer.toString(revisions),
                  "contents", Integer.toString(contents),
                  "asker", row.asker()));
          return record;
        });
    erasures.scrub();
  }

  /** Lets it be. Refuses {@code ERASURE_UNKNOWN}. */
  public void drop(RecordId record, String actor) {
    transactions.executeWrite(
        status -> {
          decide(asked(record), "DROPPED", actor);
          audit.write(actor, "record.erasure-dropped", record.toString(), Map.of());
          return record;
        });
  }

  /** Every request, the latest first. */
  List<Request> all() {
    return rows.listOrderByAskedAtDesc().stream()
        .map(
            it ->
                new Request(
                    it.record(),
                    it.state().toLowerCase(java.util.Locale.ROOT),
                    it.reason(),
                    it.asker(),
                    Micros.instant(it.askedAt()),
                    it.decider()))
        .toList();
  }

  private ErasureRow asked(RecordId record) {
    return rows.findByRecordAndState(record.toString(), ASKED)
        .orElseThrow(() -> ERASURE_UNKNOWN.at("record").asException());
  }

  private void decide(ErasureRow row, String state, String actor) {
    if (rows.decide(row.id(), state, actor, Micros.of(clock.instant())) != 1) {
      throw RELEASE_DECIDED.at("record").asException();
    }
  }

  /** One request; {@code state} is {@code asked}, {@code done} or {@code dropped}. */
  record Request(
      String record, String state, String reason, String asker, Instant askedAt, String decider) {

    /** Without the reason. */
    @Override
    public String toString() {
      return "Request[" + record + "]";
    }
  }
}
