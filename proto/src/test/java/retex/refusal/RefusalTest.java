package retex.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {

  private enum Code implements RefusalCode {
    FIELD_ABSENT
  }

  @Test
  void the_place_stands_within_the_sentence() {
    assertThat(new Refusal(Code.FIELD_ABSENT, "line 3").told("A field is missing.", "Fill it in."))
        .isEqualTo("A field is missing (line 3). Fill it in.");
  }

  @Test
  void a_sentence_without_stop_gets_none() {
    assertThat(new Refusal(Code.FIELD_ABSENT, "unit").told("FIELD_ABSENT", ""))
        .isEqualTo("FIELD_ABSENT (unit)");
  }

  @Test
  void no_place_leaves_the_sentence_as_it_is() {
    assertThat(new Refusal(Code.FIELD_ABSENT, "").told("A field is missing.", "Fill it in."))
        .isEqualTo("A field is missing. Fill it in.");
  }
}
