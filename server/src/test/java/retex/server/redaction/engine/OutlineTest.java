package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {

  @Test
  void what_a_pattern_cannot_begin_with_is_left() {
    var outline = new Outline(Pattern.compile("(?:noon|E(?:ve|aster)) (?:on|of)"));

    assertThat(mayMatch(outline, "Eve of the feast")).isTrue();
    assertThat(mayMatch(outline, "Even of")).isFalse();
    assertThat(mayMatch(outline, "noon at")).isFalse();
    assertThat(mayMatch(outline, "noon o")).isFalse();
  }

  @Test
  void repetitions_and_letter_case_are_seen() {
    var outline = new Outline(Pattern.compile("(?i)x{2,3}-(?-i:ab)?[cd]+é", Pattern.UNICODE_CASE));

    assertThat(mayMatch(outline, "XX-abCDÉ")).isTrue();
    assertThat(mayMatch(outline, "xx-cé")).isTrue();
    assertThat(mayMatch(outline, "x-cé")).isFalse();
    assertThat(mayMatch(outline, "xx-ABcé")).isFalse();
    assertThat(mayMatch(outline, "xx-abé")).isFalse();
  }

  @Test
  void letters_of_other_scripts_are_left_to_the_pattern() {
    assertThat(mayMatch(new Outline(Pattern.compile("ab")), "жb")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\Aab", "(a)\\1", "a\\Rb", "\\Qa.b\\E", "(?s)a.b", "(?s:a.b)", "[a-z&&[^x]]b"})
  void what_cannot_be_outlined_is_refused_not_ruled_out(String pattern) {
    assertThatThrownBy(() -> new Outline(Pattern.compile(pattern)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flags_that_are_not_read_are_refused() {
    assertThatThrownBy(() -> new Outline(Pattern.compile("a.b", Pattern.DOTALL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_pattern_that_changes_its_flags_on_its_way_is_refused() {
    assertThatThrownBy(() -> new Outline(Pattern.compile("a(?i)b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 2000)
  void nothing_is_left_that_a_pattern_matches(
      @ForAll("alternatives") List<String> alternatives,
      @ForAll("texts") String text,
      @ForAll boolean anyCase) {
    String pattern =
        "(?:" + String.join("|", alternatives) + ")(?<rest>[a-d]?)(?:" + alternatives.get(0) + ")?";
    var compiled =
        Pattern.compile(pattern, Pattern.UNICODE_CASE | (anyCase ? Pattern.CASE_INSENSITIVE : 0));

    if (compiled.matcher(text).lookingAt()) {
      assertThat(mayMatch(new Outline(compiled), text)).isTrue();
    }
  }

  private static boolean mayMatch(Outline outline, String text) {
    return outline.mayMatch(text, 0, text.length());
  }

  @Provide
  Arbitrary<List<String>> alternatives() {
    return Arbitraries.of(
            "a",
            "ab",
            "abc",
            "bc",
            "B",
            "aB",
            "cd",
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
            "\u212a",
            "é",
            "Éa",
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
            "(?:ab?){2,4}?c",
            "(?>d|da)b*+",
            ".d",
            "a*",
            "\\.a?")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aabbccdABCsSſkK\u212aéÉ").ofMinLength(1).ofMaxLength(8);
  }
}
