package retex.server.audit;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import retex.contract.Micros;

/**
 * The append-only log of who did what. Each entry holds the hash of the one before, so that a
 * change or a gap shows; triggers in the schema refuse update and delete. Only identifiers and
 * counts enter, never content of a record. {@link #write} joins the caller's transaction: what is
 * not audited is not done. Safe for use by several threads and processes.
 */
@Singleton
public final class Audit {

  private static final String START = "0".repeat(64);

  private final AuditRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Audit(AuditRows rows, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Adds one entry: {@code actor} did {@code action} to {@code subject}; facts are identifiers. */
  public void write(String actor, String action, String subject, Map<String, String> facts) {
    transactions.executeWrite(
        status -> {
          Optional<AuditRow> last = rows.last();
          long number = last.map(AuditRow::number).orElse(0L) + 1;
          String previous = last.map(AuditRow::hash).orElse(START);
          long at = Micros.of(clock.instant());
          String text = new TreeMap<>(facts).toString();
          String hash = hash(number, previous, at, actor, action, subject, text);
          rows.save(new AuditRow(number, at, actor, action, subject, text, previous, hash));
          return number;
        });
  }

  /** The last entries, the newest first. */
  public List<AuditRow> latest(int atMost) {
    return rows.latest(atMost);
  }

  /** Entries of an action that state a fact ({@code release=…}), the oldest first. */
  public List<AuditRow> about(String action, String fact) {
    return rows.about(action, fact);
  }

  /** Number of the first entry that does not fit the chain; empty when the whole log is sound. */
  public Optional<Long> verify() {
    String previous = START;
    long expected = 1;
    for (AuditRow row : rows.all()) {
      String hash =
          hash(
              row.number(),
              previous,
              row.at(),
              row.actor(),
              row.action(),
              row.subject(),
              row.facts());
      if (row.number() != expected
          || !row.previous().equals(previous)
          || !row.hash().equals(hash)) {
        return Optional.of(expected);
      }
      previous = row.hash();
      expected++;
    }
    return Optional.empty();
  }

  private static String hash(Object... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
