package retex.server.record;

import java.util.Set;

/**
 * Names that stored revisions tell us to protect, besides those of the catalogue: evaluators,
 * trainers and authors; units, states and missions typed by hand; references.
 */
public record LearntNames(
    Set<String> people,
    Set<String> units,
    Set<String> states,
    Set<String> missions,
    Set<String> references) {

  public LearntNames {
    people = Set.copyOf(people);
    units = Set.copyOf(units);
    states = Set.copyOf(states);
    missions = Set.copyOf(missions);
    references = Set.copyOf(references);
  }
}
