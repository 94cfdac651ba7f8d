package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.redaction.WordDiff.Kind.GONE;
import static retex.server.redaction.WordDiff.Kind.NEW;
import static retex.server.redaction.WordDiff.Kind.SAME;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import retex.server.redaction.WordDiff.Kind;
import retex.server.redaction.WordDiff.Run;

class WordDiffTest {

  @Test
  void a_changed_word_is_gone_and_new_between_what_stayed() {
    assertThat(WordDiff.of("The radio works badly.", "The radio works well."))
        .containsExactly(
            new Run(SAME, "The radio works "),
            new Run(GONE, "badly"),
            new Run(NEW, "well"),
            new Run(SAME, "."));
  }

  @Test
  void a_text_too_long_to_compare_stands_whole_old_and_new() {
    String old = "a ".repeat(3_000);
    String now = "b ".repeat(3_000);

    assertThat(WordDiff.of(old, now)).extracting(Run::kind).contains(GONE, NEW);
  }

  @Property(tries = 300)
  void both_texts_can_be_read_from_the_runs(
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String before,
      @ForAll @StringLength(max = 40) String after) {
    List<Run> runs = WordDiff.of(before.replace('c', ' '), after);

    assertThat(without(GONE, runs)).isEqualTo(after);
    assertThat(without(NEW, runs)).isEqualTo(before.replace('c', ' '));
  }

  private static String without(Kind kind, List<Run> runs) {
    return runs.stream()
        .filter(it -> it.kind() != kind)
        .map(Run::text)
        .collect(Collectors.joining());
  }
}
