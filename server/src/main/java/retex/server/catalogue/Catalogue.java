package retex.server.catalogue;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import retex.contract.RotationCode;
import retex.contract.UnitCode;
import retex.instrument.Instruments;

/**
 * Everything known before any record arrives. Answers come from one snapshot held in memory, which
 * is read again as soon as the stored version is another, also when another process imported. Safe
 * for use by several threads.
 */
@Singleton
public final class Catalogue {

  private final ItemRows rows;
  private final ConsentRows consents;
  private final Instruments instruments;
  private final AtomicReference<@Nullable Snapshot> held = new AtomicReference<>();

  Catalogue(ItemRows rows, ConsentRows consents, Instruments instruments) {
    this.rows = rows;
    this.consents = consents;
    this.instruments = instruments;
  }

  /** As it is at this moment, for who asks many questions: one query, whether they are many. */
  public CatalogueNow now() {
    return new CatalogueNow(snapshot());
  }

  public Optional<Unit> unit(UnitCode code) {
    return now().unit(code);
  }

  /** Every unit, by code. */
  public List<Unit> units() {
    return now().units();
  }

  /** The same as somebody last read it: perhaps not what is stored now, and nobody waits for it. */
  public List<Unit> unitsLastRead() {
    Snapshot last = held.get();
    return last == null ? units() : List.copyOf(last.units().values());
  }

  public Optional<Provider> provider(ProviderCode code) {
    return Optional.ofNullable(snapshot().providers().get(code));
  }

  /** Every provider, by code. */
  public List<Provider> providers() {
    return List.copyOf(snapshot().providers().values());
  }

  /** Every state, by code. */
  public List<State> states() {
    return List.copyOf(snapshot().states().values());
  }

  /** Every mission, by code. */
  public List<Mission> missions() {
    return List.copyOf(snapshot().missions().values());
  }

  /** A unit's rotations, the newest last. */
  public List<Rotation> rotations(UnitCode unit) {
    return snapshot().rotations().stream().filter(it -> it.unit().equals(unit)).toList();
  }

  public Optional<Rotation> rotation(UnitCode unit, RotationCode code) {
    return rotations(unit).stream().filter(it -> it.code().equals(code)).findFirst();
  }

  /** Training that a provider gave, to whichever units. */
  public List<Activity> activitiesOf(ProviderCode provider) {
    return now().activitiesOf(provider);
  }

  /** Training that a unit received, from whichever providers. */
  public List<Activity> activitiesFor(UnitCode unit) {
    return now().activitiesFor(unit);
  }

  /** Whether a state consents on this day that a provider learns of its units. */
  public boolean consented(StateCode state, ProviderCode provider, LocalDate day) {
    return now().consented(state, provider, day);
  }

  public List<Consent> consents(StateCode state, ProviderCode provider) {
    return now().consents(state, provider);
  }

  /** Every consent that stands, of whichever states. */
  List<Consent> consents() {
    return snapshot().consents();
  }

  public List<Person> people() {
    return snapshot().people();
  }

  /** The forms that drive records. */
  public Instruments instruments() {
    return instruments;
  }

  public ProtectedNames protectedNames() {
    return snapshot().protectedNames();
  }

  /** Grows with every import that changed something; 1 or more. */
  public long version() {
    return snapshot().version();
  }

  /** What laptops need to know at the present version. */
  public Reference reference() {
    Snapshot now = snapshot();
    return new Reference(
        now.version(), instruments.sources(), List.copyOf(now.units().values()), now.rotations());
  }

  private Snapshot snapshot() {
    Snapshot now = held.get();
    long version = rows.version();
    if (now == null || now.version() != version) {
      now =
          SnapshotReader.read(version, rows.all())
              .withFormer(rows.former())
              .withWithdrawn(rows.withdrawn())
              .withConsents(it -> StandingConsents.of(it, consents.listOrderByNumber()));
      held.set(now);
    }
    return now;
  }
}
