package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.CONSENT_PARTY_UNKNOWN;
import static retex.server.catalogue.CatalogueRefusal.CONSENT_REFERENCE_MISSING;
import static retex.server.catalogue.CatalogueRefusal.NO_CONSENT;
import static retex.server.catalogue.CatalogueRefusal.REFERENCE_PERIOD_REVERSED;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import retex.contract.Micros;
import retex.server.audit.Audit;

/**
 * Consents of contributing states that a provider learns of their units: recorded with the paper
 * that gives them, withdrawn with the one that ends them. Safe for use by several threads.
 */
@Singleton
public final class Consents {

  private static final int LONGEST_REFERENCE = 1_000; // as the schema

  private final ConsentRows rows;
  private final ItemRows items;
  private final Catalogue catalogue;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Consents(
      ConsentRows rows,
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
   * Records a consent, both days included. Refuses {@code CONSENT_PARTY_UNKNOWN}, {@code
   * CONSENT_REFERENCE_MISSING}, {@code REFERENCE_PERIOD_REVERSED}.
   */
  public void record(Consent consent, String reference, String actor) {
    if (consent.to().isBefore(consent.from())) {
      throw REFERENCE_PERIOD_REVERSED.at("to").asException();
    }
    write(ConsentRow.RECORDED, consent, reference, actor);
  }

  /**
   * Withdraws from a day on whatever stands for a state and a provider. Refuses as {@link #record},
   * and {@code NO_CONSENT} where nothing stands from that day on.
   */
  public void withdraw(
      StateCode state, ProviderCode provider, LocalDate from, String reference, String actor) {
    boolean stands =
        catalogue.consents(state, provider).stream().anyMatch(it -> !it.to().isBefore(from));
    if (!stands) {
      throw NO_CONSENT.at("from").asException();
    }
    write(ConsentRow.WITHDRAWN, new Consent(state, provider, from, from), reference, actor);
  }

  /** What stands now, by state and provider. */
  List<Consent> standing() {
    return catalogue.consents().stream()
        .sorted(
            Comparator.comparing((Consent it) -> it.state().value())
                .thenComparing(it -> it.provider().value())
                .thenComparing(Consent::from))
        .toList();
  }

  /** Everything recorded and withdrawn here, the latest first. */
  List<Event> history() {
    return rows.listOrderByNumber().stream()
        .sorted(Comparator.comparingLong(ConsentRow::number).reversed())
        .map(
            it ->
                new Event(
                    it.kind().toLowerCase(Locale.ROOT),
                    it.consent(),
                    it.reference(),
                    it.actor(),
                    Micros.instant(it.at())))
        .toList();
  }

  private void write(String kind, Consent it, String reference, String actor) {
    String paper = reference.strip();
    if (paper.isEmpty() || paper.length() > LONGEST_REFERENCE) {
      throw CONSENT_REFERENCE_MISSING.at("reference").asException();
    }
    boolean known =
        catalogue.provider(it.provider()).isPresent()
            && catalogue.states().stream().anyMatch(state -> state.code().equals(it.state()));
    if (!known) {
      throw CONSENT_PARTY_UNKNOWN.at("").asException();
    }
    transactions.executeWrite(
        status -> {
          rows.save(
              new ConsentRow(
                  rows.last() + 1,
                  kind,
                  it.state().value(),
                  it.provider().value(),
                  it.from().toEpochDay(),
                  it.to().toEpochDay(),
                  paper,
                  actor,
                  Micros.of(clock.instant())));
          items.grow(items.instruments());
          audit.write(
              actor,
              "consent." + kind.toLowerCase(Locale.ROOT),
              it.state() + " / " + it.provider(),
              Map.of("from", it.from().toString(), "to", it.to().toString()));
          return it;
        });
  }

  /** Something recorded or withdrawn; {@code kind} is {@code recorded} or {@code withdrawn}. */
  record Event(String kind, Consent consent, String reference, String actor, Instant at) {

    /** Without the reference. */
    @Override
    public String toString() {
      return "Event[" + kind + "]";
    }
  }
}
