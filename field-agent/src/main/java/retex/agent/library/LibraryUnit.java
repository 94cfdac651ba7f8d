package retex.agent.library;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /**
   * How a record may name each of these, by code: its code, or a name, as one types it where the
   * list lacks it yet. A name that two of them have says neither.
   */
  static Map<String, List<String>> writtenAs(List<LibraryUnit> units) {
    Map<String, Long> bearers =
        units.stream()
            .flatMap(LibraryUnit::called)
            .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    return units.stream().collect(Collectors.toMap(LibraryUnit::code, it -> it.alone(bearers)));
  }

  private List<String> alone(Map<String, Long> bearers) {
    return called().filter(it -> it.equals(code) || bearers.getOrDefault(it, 0L) == 1).toList();
  }

  private Stream<String> called() {
    return Stream.concat(Stream.of(code), names.stream()).distinct();
  }

  /** A rotation, with its first and last day. */
  @Serdeable
  public record LibraryRotation(String code, LocalDate from, LocalDate to) {}
}
