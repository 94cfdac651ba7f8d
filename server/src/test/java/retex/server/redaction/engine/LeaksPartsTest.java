package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaksPartsTest {

  @ParameterizedTest
  @CsvSource({
    "PLACE, Camp Zorvik, Zorvik",
    "MISSION, Mission in Marrowland, Marrowland",
    "UNIT, Zorvik Battalion, Zorvik",
    "PERSON, Maj Ines Okafor, Okafor"
  })
  void the_part_that_gives_a_name_away_is_looked_for_by_itself(
      Category category, String name, String part) {
    assertThat(Leaks.withParts(category, name)).containsExactlyInAnyOrder(names(name, part));
  }

  private static String[] names(String name, String part) {
    return name.contains("Ines") ? new String[] {name, part, "Ines"} : new String[] {name, part};
  }
}
