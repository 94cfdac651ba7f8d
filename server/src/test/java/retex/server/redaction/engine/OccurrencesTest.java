package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Camp Amber",
        "CAMP AMBER",
        "camp ámber",
        "Ca\u200bmp Amber",
        "Camp\nAmber",
        "Camp  Amber",
        "Camp\u00a0Amber",
        "Camp Am-\nber",
        "C\u0430mp Amber"
      })
  void words_are_found_however_they_are_written(String written) {
    String text = "Near " + written + ", patrols rest.";

    assertThat(Occurrences.of(text, "Camp Amber"))
        .singleElement()
        .satisfies(it -> assertThat(text.substring(it.from(), it.to())).isEqualTo(written));
  }

  @Test
  void every_place_is_found_and_nothing_else() {
    assertThat(Occurrences.of("Amber, amber. Camber too, not Umber.", "Amber"))
        .extracting(Occurrences.Found::from)
        .containsExactly(0, 7, 15);
    assertThat(Occurrences.of("Nothing here.", "Amber")).isEmpty();
  }

  @Test
  void whole_words_are_not_found_inside_of_others() {
    assertThat(
            Occurrences.whole(
                "Camber, quality, 2012: Amber's (amber) \u00c1mber2 am-\nber.", "Amber"))
        .extracting(Occurrences.Found::from)
        .containsExactly(23, 32, 39, 46);
    assertThat(Occurrences.whole("In 2012, 12 of 12th.", "12"))
        .extracting(Occurrences.Found::from)
        .containsExactly(9, 15);
  }

  @Test
  void long_words_are_found_with_any_ending_and_short_ones_are_not() {
    assertThat(Occurrences.whole("Two eagles, eagle2, beagle.", "eagle"))
        .extracting(Occurrences.Found::from)
        .containsExactly(4, 12);
    assertThat(Occurrences.whole("Alice, Ali2, quality.", "Ali"))
        .extracting(Occurrences.Found::from)
        .containsExactly(7);
  }

  @Test
  void what_reads_letter_for_letter_the_same_is_found_at_the_very_beginning_too() {
    assertThat(Occurrences.of(" Amber", " Amber"))
        .extracting(Occurrences.Found::from)
        .containsExactly(1, 0);
  }

  @Test
  void an_ending_goes_with_its_word_and_no_mark_does() {
    String text = "eagle2, eagles";

    assertThat(Occurrences.withEnding(text, new Occurrences.Found(0, 5)))
        .isEqualTo(new Occurrences.Found(0, 6));
    assertThat(Occurrences.withEnding(text, new Occurrences.Found(8, 13)))
        .isEqualTo(new Occurrences.Found(8, 14));
  }
}
