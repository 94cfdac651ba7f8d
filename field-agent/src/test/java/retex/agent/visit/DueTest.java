package retex.agent.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.library.LibraryUnit;
import retex.agent.library.LibraryUnit.LibraryRotation;
import retex.agent.visit.Due.Known;
import retex.agent.visit.Due.LastVisit;

class DueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // today | last visit ended | rated 1 or 2 | improve by | why
        "2026-01-20 |            | 0 |            | FIRST_MONTHS, NEVER",
        "2026-06-20 |            | 0 |            | ROTATION_MISSED, NEVER",
        "2026-06-20 | 2025-11-02 | 0 |            | ROTATION_MISSED",
        "2026-06-20 | 2026-02-02 | 0 |            | ''",
        "2026-06-20 | 2026-02-02 | 3 |            | RATED_LOW",
        "2026-06-20 | 2026-02-02 | 3 | 2026-07-01 | RATED_LOW",
        "2026-06-20 | 2026-02-02 | 3 | 2026-06-19 | IMPROVEMENT_LATE",
        "2026-12-01 | 2026-06-02 | 0 |            | BEFORE_END",
        "2026-12-01 | 2026-11-20 | 0 |            | ''",
        "2027-03-01 | 2026-11-20 | 0 |            | ''",
        "2027-03-01 |            | 0 |            | NEVER",
      })
  void a_unit_is_due_for_the_reasons_of_the_mission_s_rules(
      LocalDate today, LocalDate ended, int low, LocalDate improveBy, String why) {
    Optional<LastVisit> last =
        Optional.ofNullable(ended)
            .map(it -> new LastVisit(it, low, Optional.ofNullable(improveBy)));

    List<Due> due = Due.on(today, List.of(new Known(unit("U-001"), last)));

    String said =
        due.stream()
            .findFirst()
            .map(it -> it.reasons().toString().replaceAll("[\\[\\]]", ""))
            .orElse("");
    assertThat(said).isEqualTo(why);
  }

  @Test
  void what_presses_most_stands_first() {
    var fine = new Known(unit("U-001"), Optional.of(low(2)));
    var missed = new Known(unit("U-002"), Optional.empty());

    List<Due> due = Due.on(LocalDate.parse("2026-06-20"), List.of(fine, missed));

    assertThat(due).extracting(it -> it.unit().code()).containsExactly("U-002", "U-001");
  }

  private static LastVisit low(int criteria) {
    return new LastVisit(LocalDate.parse("2026-02-02"), criteria, Optional.empty());
  }

  private static LibraryUnit unit(String code) {
    var rotation =
        new LibraryRotation("2026-A", LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"));
    return new LibraryUnit(
        code, "infantry-battalion", "ELD", "MINELD", List.of("Some"), List.of(rotation));
  }
}
