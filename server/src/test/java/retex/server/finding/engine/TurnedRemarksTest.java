package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How many of the remarks whose words turn one another round are read with their side. Written to
 * {@code target/finding-turned.md}.
 */
class TurnedRemarksTest {

  private static final Proposer PROPOSER = Proposer.shipped();

  @Test
  void words_that_turn_one_another_round_are_read_together() throws IOException {
    var out = new StringBuilder(TurnedRemarks.head());
    for (String half : List.of("working", "aside")) {
      for (String language : List.of("en", "fr")) {
        TurnedRemarks.Score score = TurnedRemarks.of(half, language, PROPOSER).score();
        out.append(score.row(half + " " + language));
        assertThat(score.skill()).as(half + language).isGreaterThanOrEqualTo(score.remarks() - 1);
        assertThat(score.side())
            .as(half + language)
            .isGreaterThanOrEqualTo(score.remarks() * 3 / 5);
        assertThat(score.sureWrong()).as(half + language).isZero();
      }
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/finding-turned.md"), out.toString());
  }
}
