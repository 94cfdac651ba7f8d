package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {

  @ParameterizedTest
  @ValueSource(strings = {"A", "7", "FP1", "MED-01", "V1.2", "a.-", "aZ09"})
  void letters_digits_dots_and_dashes_make_a_code(String code) {
    assertThat(Codes.isCode(code)).isTrue();
    assertThat(Codes.isCode("x".repeat(40 - code.length()) + code)).isTrue();
    assertThat(Codes.isCode("x".repeat(41 - code.length()) + code)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "-A", ".A", "A B", "A_B", "É1", "A\u00e9", "A/", "A:", "A@", "A[", "A`", "A{",
        "A\n"
      })
  void nothing_else_does(String text) {
    assertThat(Codes.isCode(text)).isFalse();
  }
}
