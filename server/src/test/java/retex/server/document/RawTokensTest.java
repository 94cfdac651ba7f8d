package retex.server.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notations by ISO 32000-1, 7.2 and 7.3: what another reader shows, this one must see. */
class RawTokensTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "(leak)|leak",
        "(a (leak) b)|a (leak) b",
        "(l\\145ak)|leak",
        "(l\\145\\141k)|leak",
        "(\\1012)|A2",
        "(\\53)|+",
        "(\\538)|+8",
        "(\\(leak\\))|(leak)",
        "(le\\\\ak)|le\\ak",
        "(le\\ak)|leak",
        "<6C65616B>|leak",
        "<6c 65 61 6b>|leak",
        "<6C656>|le`",
        "<4050>|@P",
        "(\\100)|@",
        "(\\127\\170)|Wx"
      })
  void a_string_is_read_in_every_notation(String written, String read) {
    assertThat(value(written)).isInstanceOfSatisfying(Raw.Text.class, it -> isText(it, read));
  }

  @ParameterizedTest
  @CsvSource({"n, 10", "r, 13", "t, 9", "b, 8", "f, 12"})
  void a_string_holds_the_signs_that_are_written_with_a_letter(char letter, int sign) {
    assertThat(value("(a\\" + letter + "b)").bytes()).containsExactly('a', sign, 'b');
  }

  @Test
  void a_string_holds_signs_that_nobody_sees() {
    assertThat(value("(\\0\\7\\07\\000)").bytes()).containsExactly(0, 7, 7, 0);
    assertThat(value("<0A0>").bytes()).containsExactly(10, 0);
    assertThat(value("<0>").bytes()).containsExactly(0);
    assertThat(value("< >").bytes()).isEmpty();
    assertThat(value("()").bytes()).isEmpty();
  }

  @Test
  void a_line_broken_by_a_backslash_goes_on() {
    isText(value("(le\\\nak)"), "leak");
  }

  @ParameterizedTest
  @CsvSource({
    "/leak, leak",
    "/l#65ak, leak",
    "/le#2F, le/",
    "/leak#6, leak#6",
    "/leak/more, leak",
    "/leak(x), leak"
  })
  void a_name_is_read_to_the_sign_that_ends_it(String written, String read) {
    assertThat(value(written)).isEqualTo(new Raw.Name(read));
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "+7, 7", "-7.5, -7.5", ".5, 0.5", "4., 4", "'\t\r\n\f 0 ', 0"})
  void a_number_is_read_with_its_sign(String written, double read) {
    assertThat(value(written)).isEqualTo(new Raw.Number(read));
  }

  @Test
  void two_numbers_and_the_letter_are_a_reference_where_there_may_be_one() {
    assertThat(value("12 0 R")).isEqualTo(new Raw.Ref(12));
    assertThat(value("0 0 R/A")).isEqualTo(new Raw.Ref(0));
    assertThat(value("12 9 R")).isEqualTo(new Raw.Ref(12));
    assertThat(value("12 0 RG")).isEqualTo(new Raw.Number(12));
    assertThat(value("12 0")).isEqualTo(new Raw.Number(12));
    assertThat(value("-1 0 R")).isEqualTo(new Raw.Number(-1));
    assertThat(value("1.5 0 R")).isEqualTo(new Raw.Number(1.5));
    assertThat(tokens("12 0 R").value(false)).isEqualTo(new Raw.Number(12));
  }

  @Test
  void numbers_that_are_no_reference_are_all_read() {
    assertThat(value("[1 2 3 4 0 R 9]").array())
        .containsExactly(
            new Raw.Number(1),
            new Raw.Number(2),
            new Raw.Number(3),
            new Raw.Ref(4),
            new Raw.Number(9));
  }

  @Test
  void what_is_inside_of_a_dictionary_is_read() {
    assertThat(value("<< /A 1 /B [ /C (x) ] /D << /E 2 0 R >> >>").dict())
        .containsOnlyKeys("A", "B", "D")
        .containsEntry("A", new Raw.Number(1))
        .containsEntry("D", new Raw.Dict(Map.of("E", new Raw.Ref(2))));
    assertThat(value("<<>>").dict()).isEmpty();
    assertThat(value("<< >>").dict()).isEmpty();
    assertThat(value("[]").array()).isEmpty();
    assertThat(value("[ ]").array()).isEmpty();
  }

  @Test
  void an_operator_ends_where_a_value_begins() {
    var tokens = tokens("BT/F1 9 Tf(x)Tj");

    assertThat(tokens.atEnd()).isFalse();
    assertThat(List.of(next(tokens), next(tokens), next(tokens), next(tokens)))
        .containsExactly(
            new Raw.Word("BT"), new Raw.Name("F1"), new Raw.Number(9), new Raw.Word("Tf"));
    isText(next(tokens), "x");
    assertThat(next(tokens)).isEqualTo(new Raw.Word("Tj"));
    assertThat(tokens.atEnd()).isTrue();
  }

  @Test
  void a_word_of_the_file_is_looked_for_at_a_place_and_passed_over() {
    var tokens = tokens(" obj  endobj ");
    assertThat(tokens.startsWith("obj")).isFalse();

    tokens.expect("obj");
    tokens.skipSpace();

    assertThat(tokens("  7 8").numberAlone()).isEqualTo(7);
    assertThat(tokens.at()).isEqualTo(6);
    assertThat(tokens.startsWith("endobj")).isTrue();
    assertThat(tokens.startsWith("endstream")).isFalse();
    assertThatThrownBy(() -> tokens.expect("endstream")).isInstanceOf(Raw.Malformed.class);
    tokens.expect("endobj");
    assertThat(tokens.atEnd()).isTrue();
    tokens.moveTo(1);
    assertThat(tokens.startsWith("obj")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "% leak",
        "[1 % leak\n 2]",
        "(leak",
        "(leak\\)",
        "(leak\\",
        "(leak\\7",
        "<",
        "<6C6",
        "<6X>",
        "[1 2",
        "<< /A 1",
        "<< /A 1 >",
        "<< A 1 >>",
        "<< /A 1 /A 2 >>",
        "<< /A >>",
        "1.2.3",
        "--",
        ")",
        "]"
      })
  void what_readers_may_read_differently_is_refused(String written) {
    assertThatThrownBy(() -> value(written)).isInstanceOf(Raw.Malformed.class);
  }

  @Test
  void what_is_nested_deeper_than_any_file_of_ours_is_refused() {
    assertThat(value("[".repeat(40) + "1" + "]".repeat(40)).array()).hasSize(1);
    assertThatThrownBy(() -> value("[".repeat(41) + "1" + "]".repeat(41)))
        .isInstanceOf(Raw.Malformed.class);
    assertThatThrownBy(() -> value("<< /A ".repeat(41) + "1" + " >>".repeat(41)))
        .isInstanceOf(Raw.Malformed.class);
  }

  private static Raw value(String written) {
    return next(tokens(written));
  }

  private static Raw next(RawTokens tokens) {
    return tokens.value(true);
  }

  private static RawTokens tokens(String written) {
    return new RawTokens(written.getBytes(ISO_8859_1), 0);
  }

  private static void isText(Raw it, String read) {
    assertThat(new String(it.bytes(), ISO_8859_1)).isEqualTo(read);
  }
}
