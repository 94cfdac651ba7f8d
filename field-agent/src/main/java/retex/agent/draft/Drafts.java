package retex.agent.draft;

import static retex.agent.draft.DraftRefusal.DRAFT_CHANGED_ELSEWHERE;
import static retex.agent.draft.DraftRefusal.DRAFT_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import retex.contract.Micros;

/**
 * Drafts, written to disk at each change before the change is said to be saved. A change made from
 * an older page than the last is refused, so that two windows cannot overwrite each other unseen.
 */
@Singleton
public final class Drafts {

  private final DraftRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Drafts(DraftRows rows, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A new draft; {@code record} and {@code parent} are empty for a new record. */
  public Draft open(String kind, String instrument, String record, String parent, String content) {
    return rows.save(
        new Draft(
            UUID.randomUUID().toString(), kind, instrument, record, parent, content, 1, now()));
  }

  /** Every draft, the last changed first. */
  public List<Draft> all() {
    return rows.listOrderByChangedAtDesc();
  }

  public Draft find(String id) {
    return rows.findById(id).orElseThrow(() -> DRAFT_UNKNOWN.at("draft").asException());
  }

  /** Keeps new content over the version that the writer saw; answers what is on disk now. */
  public Draft keep(String id, long seen, String content) {
    return transactions.executeWrite(
        status -> {
          Draft before = find(id);
          if (before.version() != seen) {
            throw DRAFT_CHANGED_ELSEWHERE.at("draft").asException();
          }
          return rows.update(
              new Draft(
                  id,
                  before.kind(),
                  before.instrument(),
                  before.record(),
                  before.parent(),
                  content,
                  seen + 1,
                  now()));
        });
  }

  /** Forgets a draft, once submitted or when the evaluator says so. */
  public void discard(String id) {
    rows.deleteById(id);
  }

  private long now() {
    return Micros.of(clock.instant());
  }
}
