package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AlternativesTest {

  @Test
  void alternatives_of_one_letter_become_one() {
    assertThat(Alternatives.sorted("Easter|noon|Eve")).isEqualTo("E(?:aster|ve)|noon");
  }

  @Test
  void what_is_no_plain_letter_keeps_its_place() {
    assertThat(Alternatives.sorted("a|\\d|ab|[a-c]|a?b"))
        .isEqualTo("(?=[a\\d[a-c]b])(?:a|\\d|ab|[a-c]|a?b)");
  }

  @Test
  void groups_inside_are_sorted_and_keep_their_signs() {
    assertThat(Alternatives.sorted("(?i)(?<what>un|deux|une){1,2}[|)]"))
        .isEqualTo("(?i)(?<what>un(?:|e)|deux){1,2}[|)]");
  }

  @Test
  void a_pattern_that_changes_its_flags_on_its_way_stays() {
    assertThat(Alternatives.sorted("a(?i)b|a|ab")).isEqualTo("a(?i)b|a|ab");
  }

  @Property(tries = 2000)
  void the_same_is_matched_and_preferred(
      @ForAll("alternatives") List<String> alternatives,
      @ForAll("texts") String text,
      @ForAll boolean anyCase) {
    String plain =
        "(?:" + String.join("|", alternatives) + ")(?<rest>[a-d]?)(?:" + alternatives.get(0) + ")?";
    int flags = Pattern.UNICODE_CASE | (anyCase ? Pattern.CASE_INSENSITIVE : 0);
    Matcher before = Pattern.compile(plain, flags).matcher(text);
    Matcher after = Pattern.compile(Alternatives.sorted(plain), flags).matcher(text);

    assertThat(after.lookingAt()).isEqualTo(before.lookingAt());
    if (before.lookingAt()) {
      assertThat(after.end()).isEqualTo(before.end());
      assertThat(after.group("rest")).isEqualTo(before.group("rest"));
    }
  }

  @Provide
  Arbitrary<List<String>> alternatives() {
    return Arbitraries.of(
            "a",
            "ab",
            "abc",
            "b",
            "bc",
            "B",
            "A",
            "aB",
            "cd",
            "c",
            "d",
            "da",
            "dab",
            "ab?c",
            "a?b",
            "[ab]c",
            "(?:ab|a)c?",
            "\\p{L}d",
            "bca",
            "(?=ab)a",
            "s",
            "S",
            "ſ",
            "k",
            "K",
            "K",
            "é",
            "É",
            "éa",
            "(?i:b|K|aB)",
            "(?i:s)d?",
            "(?-i:b)c?",
            "(?:a)?b",
            "(?:(?!a)(?:ab|K|c|[D]|(?i:é))|d)",
            "\\p{Lu}c?",
            "[A-C]d?",
            "[^a]b",
            "(?<!a)b",
            "(?<=c)a",
            "\\bA",
            "b{0,2}c",
            "a{2}",
            ".d",
            "a*",
            "\\.a?")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aabbccdABCsSſkKKéÉ").ofMinLength(1).ofMaxLength(8);
  }
}
