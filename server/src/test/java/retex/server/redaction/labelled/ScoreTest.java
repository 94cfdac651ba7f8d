package retex.server.redaction.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.server.redaction.labelled.Labelled.Gold;
import retex.server.redaction.labelled.Labelled.Keep;
import retex.server.redaction.labelled.Masked.Place;

/**
 * Measures {@code redact} on the labelled set and writes {@code target/redaction-score-*.md}; for
 * {@code dev}, what it missed as well.
 */
class ScoreTest {

  private static final Labelled TEXT =
      new Labelled(
          "d",
          "en",
          "Capt Hunter met Hunter. Radio is good.",
          List.of(
              new Gold(0, 11, "PERSON", true, "h", "Capt Hunter"),
              new Gold(16, 22, "PERSON", true, "h", "Hunter")),
          List.of(new Keep(24, 37, Optional.empty(), "Radio is good")));

  @Tag("score")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "dev9", "dev10", "test"
      })
  void the_labelled_set_is_measured(String half, @TempDir Path out) throws IOException {
    Score score = Score.of(Path.of("src/test/resources/redaction", half), out);

    Files.writeString(Path.of("target/redaction-score-" + half + ".md"), score.markdown());
    if (!half.equals("test")) {
      Files.write(Path.of("target/redaction-leaks-" + half + ".tsv"), score.leaks());
      Files.write(Path.of("target/redaction-losses-" + half + ".tsv"), score.losses());
    }

    for (String language : List.of("en", "fr")) {
      assertThat(score.recall(language)).isPositive();
      assertThat(score.survival(language)).isPositive();
    }
  }

  @Test
  void an_entity_is_protected_only_if_every_mention_is_gone() {
    assertThat(scored(new Place(0, 11, "known")).recall("en")).isZero();
    assertThat(scored(new Place(0, 11, "known"), new Place(16, 22, "known")).recall("en"))
        .isEqualTo(1);
  }

  @Test
  void one_letter_left_is_a_leak() {
    var score = scored(new Place(0, 11, "known"), new Place(16, 21, "known"));

    assertThat(score.recall("en")).isZero();
    assertThat(score.leaks()).containsExactly("d\tPERSON\tHunter");
  }

  @Test
  void the_space_between_two_masks_is_no_leak() {
    var score =
        scored(new Place(0, 4, "known"), new Place(5, 11, "known"), new Place(16, 22, "known"));

    assertThat(score.recall("en")).isEqualTo(1);
  }

  @Test
  void a_phrase_with_one_word_cut_does_not_survive() {
    assertThat(scored(new Place(0, 11, "known")).survival("en")).isEqualTo(1);
    assertThat(scored(new Place(30, 32, "vocabulary")).survival("en")).isZero();
  }

  private static Score scored(Place... places) {
    var score = new Score();
    score.add(TEXT, List.of(places));
    return score;
  }
}
