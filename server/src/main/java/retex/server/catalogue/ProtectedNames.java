package retex.server.catalogue;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every name of the catalogue, by what it names: all of them are protected. Units, states, missions
 * and providers include their codes; activities are codes.
 */
public record ProtectedNames(
    Set<String> people,
    Set<String> units,
    Set<String> callSigns,
    Set<String> states,
    Set<String> missions,
    Set<String> providers,
    Set<String> places,
    Set<String> vehicles,
    Set<String> references,
    Set<String> activities,
    Set<String> rotations) {

  public ProtectedNames {
    people = Set.copyOf(people);
    units = Set.copyOf(units);
    callSigns = Set.copyOf(callSigns);
    states = Set.copyOf(states);
    missions = Set.copyOf(missions);
    providers = Set.copyOf(providers);
    places = Set.copyOf(places);
    vehicles = Set.copyOf(vehicles);
    references = Set.copyOf(references);
    activities = Set.copyOf(activities);
    rotations = Set.copyOf(rotations);
  }

  /** None. */
  static final ProtectedNames NONE = of(Map.of());

  /** By what they name. */
  Map<String, Set<String>> byKind() {
    return Map.ofEntries(
        entry("people", people),
        entry("units", units),
        entry("call-signs", callSigns),
        entry("states", states),
        entry("missions", missions),
        entry("providers", providers),
        entry("places", places),
        entry("vehicles", vehicles),
        entry("references", references),
        entry("activities", activities),
        entry("rotations", rotations));
  }

  static ProtectedNames of(Map<String, Set<String>> byKind) {
    Function<String, Set<String>> names = it -> byKind.getOrDefault(it, Set.of());
    return new ProtectedNames(
        names.apply("people"),
        names.apply("units"),
        names.apply("call-signs"),
        names.apply("states"),
        names.apply("missions"),
        names.apply("providers"),
        names.apply("places"),
        names.apply("vehicles"),
        names.apply("references"),
        names.apply("activities"),
        names.apply("rotations"));
  }

  /** These and those. */
  ProtectedNames and(ProtectedNames others) {
    return merged(others, Set::addAll);
  }

  /** These that are not among those. */
  ProtectedNames without(ProtectedNames others) {
    return merged(others, Set::removeAll);
  }

  /** These but for some names, whatever they name. */
  ProtectedNames without(Set<String> names) {
    Map<String, Set<String>> left = new HashMap<>();
    byKind()
        .forEach(
            (kind, all) ->
                left.put(
                    kind,
                    all.stream().filter(it -> !names.contains(it)).collect(Collectors.toSet())));
    return of(left);
  }

  private ProtectedNames merged(ProtectedNames others, BiConsumer<Set<String>, Set<String>> how) {
    Map<String, Set<String>> theirs = others.byKind();
    Map<String, Set<String>> merged = new HashMap<>();
    byKind()
        .forEach(
            (kind, names) -> {
              Set<String> all = new HashSet<>(names);
              how.accept(all, theirs.getOrDefault(kind, Set.of()));
              merged.put(kind, all);
            });
    return of(merged);
  }

  /** All of them together. */
  public Set<String> all() {
    return byKind().values().stream()
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
