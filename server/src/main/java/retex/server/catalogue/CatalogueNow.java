package retex.server.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import retex.contract.UnitCode;

/**
 * The catalogue as it stood at one moment, to be asked many times: nothing more is read for it.
 * Immutable.
 */
public final class CatalogueNow {

  private final Snapshot snapshot;

  CatalogueNow(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  public Optional<Unit> unit(UnitCode code) {
    return Optional.ofNullable(snapshot.units().get(code));
  }

  /** Every unit, by code. */
  public List<Unit> units() {
    return List.copyOf(snapshot.units().values());
  }

  /** Training that a provider gave, to whichever units. */
  public List<Activity> activitiesOf(ProviderCode provider) {
    return snapshot.activities().stream().filter(it -> it.provider().equals(provider)).toList();
  }

  /** Training that a unit received, from whichever providers. */
  public List<Activity> activitiesFor(UnitCode unit) {
    return snapshot.activities().stream().filter(it -> it.unit().equals(unit)).toList();
  }

  /** Whether a state consents on this day that a provider learns of its units. */
  public boolean consented(StateCode state, ProviderCode provider, LocalDate day) {
    return consents(state, provider).stream().anyMatch(it -> it.covers(day));
  }

  public List<Consent> consents(StateCode state, ProviderCode provider) {
    return snapshot.consents().stream()
        .filter(it -> it.state().equals(state) && it.provider().equals(provider))
        .toList();
  }
}
