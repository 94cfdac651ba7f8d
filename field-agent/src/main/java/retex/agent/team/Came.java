package retex.agent.team;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import retex.contract.DeviceId;
import retex.team.Place;
import retex.team.TeamState;

/** What a file of the team brought: places of which a colleague said anything new. */
record Came(long answers, long files) {

  /** {@code before} is empty where the evaluation was not known here. */
  static Came of(Optional<TeamState> before, TeamState after, DeviceId self) {
    Set<String> known = new HashSet<>();
    before.ifPresent(
        it ->
            it.places()
                .forEach(
                    place -> place.versions().forEach(one -> known.add(name(place.name(), one)))));
    Set<String> came = new HashSet<>();
    for (Place place : after.places()) {
      boolean isNew =
          place.versions().stream()
              .anyMatch(it -> !it.device().equals(self) && !known.contains(name(place.name(), it)));
      if (isNew && !place.name().startsWith("caption.")) {
        came.add(place.name());
      }
    }
    long files = came.stream().filter(it -> it.startsWith("file.")).count();
    return new Came(came.size() - files, files);
  }

  private static String name(String place, Place.Version version) {
    return place + " " + version.device() + " " + version.since();
  }
}
