package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.NAME_NOT_PROTECTED;
import static retex.server.catalogue.CatalogueRefusal.NAME_OF_SEVERAL;
import static retex.server.catalogue.CatalogueRefusal.WITHDRAWAL_ASKED;
import static retex.server.catalogue.CatalogueRefusal.WITHDRAWAL_REASON_MISSING;
import static retex.server.catalogue.CatalogueRefusal.WITHDRAWAL_UNKNOWN;
import static retex.server.catalogue.CatalogueRefusal.WITHDRAWER_IS_ASKER;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import retex.contract.Micros;
import retex.server.audit.Audit;

/**
 * Takes a name that was imported by mistake out of the protected ones: one person asks for a
 * written reason, another agrees. Names that records brought are not of the catalogue and stay
 * protected, whatever is withdrawn here; so is a name that a later import brings anew. The audit
 * log says which request, not which name. Safe for use by several threads and processes.
 */
@Singleton
public final class NameWithdrawals {

  private static final String ASKED = "ASKED";
  private static final String DONE = "DONE";
  private static final int LONGEST_REASON = 10_000; // as the schema

  private final WithdrawalRows rows;
  private final ItemRows items;
  private final Catalogue catalogue;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  NameWithdrawals(
      WithdrawalRows rows,
      ItemRows items,
      Catalogue catalogue,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.items = items;
    this.catalogue = catalogue;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Asks, and answers the request's id; the name as it was imported. Refuses {@code
   * WITHDRAWAL_REASON_MISSING}, {@code NAME_NOT_PROTECTED} for what is not a name of the catalogue,
   * {@code NAME_OF_SEVERAL} where it names things of several kinds, {@code WITHDRAWAL_ASKED}.
   */
  public String ask(String name, String reason, String actor) {
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw WITHDRAWAL_REASON_MISSING.at("reason").asException();
    }
    String exact = name.strip();
    return transactions.executeWrite(
        status -> {
          long kinds =
              catalogue.protectedNames().byKind().values().stream()
                  .filter(names -> names.contains(exact))
                  .count();
          if (kinds == 0) {
            throw NAME_NOT_PROTECTED.at("name").asException();
          }
          if (kinds > 1) { // it would be let out of all of them
            throw NAME_OF_SEVERAL.at("name").asException();
          }
          String id = UUID.randomUUID().toString();
          if (rows.ask(id, exact, why, actor, Micros.of(clock.instant())) == 0) {
            throw WITHDRAWAL_ASKED.at("name").asException();
          }
          audit.write(actor, "catalogue.name-withdrawal-asked", id, Map.of());
          return id;
        });
  }

  /** Agrees. Refuses {@code WITHDRAWAL_UNKNOWN}, {@code WITHDRAWER_IS_ASKER}. */
  public void confirm(String id, String actor) {
    transactions.executeWrite(
        status -> {
          WithdrawalRow row = asked(id);
          if (row.asker().equals(actor)) {
            throw WITHDRAWER_IS_ASKER.at("name").asException();
          }
          decide(row, DONE, actor);
          items.grow(items.instruments()); // every process reads the names again
          audit.write(actor, "catalogue.name-withdrawn", row.id(), Map.of("asker", row.asker()));
          return row;
        });
  }

  /** Lets it stay protected. Refuses {@code WITHDRAWAL_UNKNOWN}. */
  public void drop(String id, String actor) {
    transactions.executeWrite(
        status -> {
          WithdrawalRow row = asked(id);
          decide(row, "DROPPED", actor);
          audit.write(actor, "catalogue.name-withdrawal-dropped", row.id(), Map.of());
          return row;
        });
  }

  /** An import brought these names: they are, or stay, protected. Joins the transaction. */
  void overtake(Set<String> imported) {
    for (WithdrawalRow row : rows.findByState(ASKED)) {
      if (imported.contains(row.name())) {
        decide(row, "DROPPED", "server");
        audit.write("server", "catalogue.name-withdrawal-dropped", row.id(), Map.of());
      }
    }
    for (WithdrawalRow row : rows.findByState(DONE)) {
      if (imported.contains(row.name())) {
        rows.overtake(row.id());
        audit.write("server", "catalogue.name-protected-again", row.id(), Map.of());
      }
    }
  }

  /** Every request, the latest first. */
  List<Request> all() {
    return rows.listOrderByAskedAtDesc().stream()
        .map(
            it ->
                new Request(
                    it.id(),
                    it.name(),
                    it.state().toLowerCase(Locale.ROOT),
                    it.reason(),
                    it.asker(),
                    Micros.instant(it.askedAt()),
                    it.decider()))
        .toList();
  }

  private WithdrawalRow asked(String id) {
    return rows.findById(id)
        .filter(it -> it.state().equals(ASKED))
        .orElseThrow(() -> WITHDRAWAL_UNKNOWN.at("name").asException());
  }

  private void decide(WithdrawalRow row, String state, String actor) {
    if (rows.decide(row.id(), state, actor, Micros.of(clock.instant())) != 1) {
      throw WITHDRAWAL_UNKNOWN.at("name").asException();
    }
  }

  /**
   * One request; {@code state} is {@code asked}, {@code done}, {@code dropped}, {@code overtaken}.
   */
  record Request(
      String id,
      String name,
      String state,
      String reason,
      String asker,
      Instant askedAt,
      String decider) {

    /** Without name and reason. */
    @Override
    public String toString() {
      return "Request[" + state + "]";
    }
  }
}
