package retex.server.catalogue;

import java.util.List;
import java.util.Map;

/**
 * What a laptop needs to know: instrument files by their reference, and the units it may evaluate
 * with their rotations, the newest last. {@code version} is greater than every one before it.
 */
public record Reference(
    long version, Map<String, String> instruments, List<Unit> units, List<Rotation> rotations) {

  public Reference {
    instruments = Map.copyOf(instruments);
    units = List.copyOf(units);
    rotations = List.copyOf(rotations);
  }
}
