package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last search through a finished document: what counts as a detail that stands in it. */
class LeaksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Seen at camp ámber. | Camp Amber",
        "Amber | Amber",
        "Near Amber. | amber",
        "It is Otto. | Otto",
        "It is OTTO again. | Otto",
        "It is Ali. | Ali",
        "Ali: yes. | Ali",
        "Alice, or Ali, came. | Ali",
        "The KX-2 team. | KX",
        "Ali2 came. | Ali",
        "With KX in the lead. | KX",
        "In rotation 2026-A they left. | 2026-A",
        "In rotation 2026-a they left. | 2026-A",
        "By A-12b it was. | A-12B"
      })
  void a_detail_is_found(String text, String detail) {
    assertThat(found(text, detail)).containsExactly(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Camp is at Amber. | Camp Amber",
        "Ambers shine. | Amber",
        "Camber too. | Amber",
        "It is ali. | Ali",
        "Alice came. | Ali",
        "SKALI came. | ALI",
        "The K is lone. | K",
        "In 12 of 14 runs. | 12",
        "In 2026 A was good. | 2026-A",
        "Nothing here. | ''",
        "Nothing here. | -"
      })
  void and_nothing_else_is(String text, String detail) {
    assertThat(found(text, detail)).isEmpty();
  }

  @Test
  void what_anyone_may_read_anyway_is_no_leak() {
    var leaks = new Leaks(List.of("Amber warning level", "Level KX"));
    var details = new Leaks.Details(List.of("Amber", "warning level", "KX", "Amber road"));

    assertThat(leaks.in("The warning level on Amber road, KX.", details))
        .containsExactly("Amber road");
  }

  @Test
  void each_of_several_that_begin_alike_is_found_at_any_place() {
    var details =
        new Leaks.Details(List.of("Camp Amber", "Camp Amber North", "Camp Zorvik", "Oru"));

    assertThat(new Leaks(List.of()).in("Camp Amber North, then Oru and Camp Zorvik", details))
        .containsExactlyInAnyOrder("Camp Amber", "Camp Amber North", "Camp Zorvik", "Oru");
  }

  @Test
  void an_ordinary_word_is_one_whatever_its_capital() {
    assertThat(Leaks.isOrdinaryWord("Water", "en")).isTrue();
    assertThat(Leaks.isOrdinaryWord("Zorvik", "en")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ı, i", "а, a", "Ο, O", "ǀ, l", "İ, İ", "é, é", "z, z"})
  void a_letter_that_looks_like_a_latin_one_is_read_as_that(char written, char read) {
    assertThat(LookAlikes.latin(written)).isEqualTo(read);
  }

  private static Set<String> found(String text, String detail) {
    return new Leaks(List.of()).in(text, new Leaks.Details(List.of(detail)));
  }
}
