package retex.server.catalogue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** All of them together. */
  public Set<String> all() {
    return Stream.of(
            people,
            units,
            callSigns,
            states,
            missions,
            providers,
            places,
            vehicles,
            references,
            activities,
            rotations)
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
