package retex.agent.library;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A unit of the reference data. Codes and names as headquarters writes them; the first name is
 * shown.
 */
@Serdeable
public record LibraryUnit(
    String code,
    String type,
    String state,
    String mission,
    List<String> names,
    List<LibraryRotation> rotations) {

  public LibraryUnit {
    names = List.copyOf(names);
    rotations = List.copyOf(rotations);
  }

  /** What a list shows. */
  public String label() {
    return names.isEmpty() ? code : names.get(0) + " (" + code + ")";
  }

  /** How a record may name it: its code, or a name, as one types it where the list lacks it yet. */
  public List<String> writtenAs() {
    return Stream.concat(Stream.of(code), names.stream()).toList();
  }

  /** A rotation, with its first and last day. */
  @Serdeable
  public record LibraryRotation(String code, LocalDate from, LocalDate to) {}
}
