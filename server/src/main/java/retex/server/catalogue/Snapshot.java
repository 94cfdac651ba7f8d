package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.REFERENCE_UNRESOLVED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.contract.UnitCode;
import retex.refusal.Refusal;

/** The whole catalogue at one version. Immutable. */
record Snapshot(
    long version,
    Map<String, Mission> missions,
    Map<StateCode, State> states,
    Map<ProviderCode, Provider> providers,
    Map<UnitCode, Unit> units,
    List<Rotation> rotations,
    List<Person> people,
    Set<String> places,
    Set<String> vehicles,
    Set<String> references,
    List<Activity> activities,
    List<Consent> consents,
    ProtectedNames former,
    Set<String> withdrawn) {

  /** The same with other consents. */
  Snapshot withConsents(UnaryOperator<List<Consent>> change) {
    return with(List.copyOf(change.apply(consents)), former, withdrawn);
  }

  /** The same with names that its items had before. */
  Snapshot withFormer(List<FormerName> names) {
    return with(
        consents,
        ProtectedNames.of(
            names.stream()
                .collect(
                    Collectors.groupingBy(
                        FormerName::kind,
                        Collectors.mapping(FormerName::name, Collectors.toSet())))),
        withdrawn);
  }

  /** The same with names that are protected no longer. */
  Snapshot withWithdrawn(List<String> names) {
    return with(consents, former, Set.copyOf(names));
  }

  private Snapshot with(List<Consent> consents, ProtectedNames former, Set<String> withdrawn) {
    return new Snapshot(
        version,
        missions,
        states,
        providers,
        units,
        rotations,
        people,
        places,
        vehicles,
        references,
        activities,
        consents,
        former,
        withdrawn);
  }

  /** Those of its items, and those that they had before, but for what was withdrawn. */
  ProtectedNames protectedNames() {
    return ofItems().and(former).without(withdrawn);
  }

  private ProtectedNames ofItems() {
    return new ProtectedNames(
        people.stream().map(Person::name).collect(Collectors.toSet()),
        names(units.values().stream().flatMap(it -> named(it.code().value(), it.names()))),
        names(units.values().stream().flatMap(it -> it.callSigns().stream())),
        names(states.values().stream().flatMap(it -> named(it.code().value(), it.names()))),
        names(missions.values().stream().flatMap(it -> named(it.code(), it.names()))),
        names(
            providers.values().stream()
                .flatMap(it -> named(it.code().value(), List.of(it.name())))),
        places,
        vehicles,
        references,
        names(activities.stream().map(Activity::code)),
        names(rotations.stream().map(it -> it.code().value())));
  }

  /** Fields that name an item which is not here; the place is the item's code and the field. */
  List<Refusal> unresolved() {
    var out = new ArrayList<Refusal>();
    for (Provider it : providers.values()) {
      missing(
          out,
          it.state().isEmpty() || states.containsKey(new StateCode(it.state())),
          it.code() + ".state");
    }
    for (Unit it : units.values()) {
      missing(out, states.containsKey(it.state()), it.code() + ".state");
      missing(
          out,
          it.mission().isEmpty() || missions.containsKey(it.mission()),
          it.code() + ".mission");
    }
    for (Rotation it : rotations) {
      missing(out, units.containsKey(it.unit()), it.unit() + "/" + it.code() + ".unit");
    }
    for (Activity it : activities) {
      missing(out, units.containsKey(it.unit()), it.code() + ".unit");
      missing(out, providers.containsKey(it.provider()), it.code() + ".provider");
    }
    for (Consent it : consents) {
      missing(out, states.containsKey(it.state()), it.state() + "/" + it.provider() + ".state");
      missing(
          out,
          providers.containsKey(it.provider()),
          it.state() + "/" + it.provider() + ".provider");
    }
    return out;
  }

  private static void missing(List<Refusal> out, boolean found, String where) {
    if (!found) {
      out.add(REFERENCE_UNRESOLVED.at(where));
    }
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }

  private static Stream<String> named(String code, List<String> names) {
    return Stream.concat(Stream.of(code), names.stream());
  }
}
