package retex.server.feedback;

import static java.util.stream.Collectors.toMap;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.document.Fault;
import retex.server.release.Release;

/**
 * Which releases' files are held back, and why; each is noted in the audit log. Several servers may
 * hold and lift at a time: a hold is lifted as it was read or not at all.
 */
@Singleton
final class Holding {

  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  private final HoldRows rows;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Holding(HoldRows rows, Audit audit, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  Optional<HoldRow> of(String release) {
    return rows.findById(release);
  }

  boolean isHeld(String release) {
    return rows.existsById(release);
  }

  /** Every one that is held. */
  Set<String> held() {
    return Set.copyOf(rows.releases());
  }

  /** Every one that is held, and why. */
  Map<String, List<Fault>> all() {
    return rows.findAll().stream()
        .collect(toMap(HoldRow::release, it -> Holds.faults(it.faults())));
  }

  /** Holds it back, though another server may have kept a file meanwhile, or held it back too. */
  void hold(Release release, List<Fault> faults) {
    String found = Holds.text(faults);
    transactions.executeWrite(
        status -> {
          rows.put(release.id(), found, Micros.of(clock.instant()));
          audit.write(
              "server",
              "feedback.read-back-failed",
              release.id(),
              Map.of("found", found.replace('\n', ';')));
          return release;
        });
    LOG.warn("feedback.held-back release={} faults={}", release.id(), found.replace('\n', ';'));
  }

  /** Lifts this hold; one that was written since it was read stays. Joins the transaction. */
  void lift(HoldRow seen) {
    rows.lift(seen.release(), seen.faults(), seen.heldAt());
  }
}
