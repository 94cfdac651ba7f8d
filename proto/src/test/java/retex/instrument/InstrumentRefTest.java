package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.refusal.RefusedException;

class InstrumentRefTest {

  @Test
  void a_reference_is_read_as_it_is_written() {
    var last = "a-".repeat(40) + "@999999";

    assertThat(InstrumentRef.parse("trainer-note@1"))
        .isEqualTo(new InstrumentRef("trainer-note", 1));
    assertThat(InstrumentRef.parse(last)).hasToString(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "@1",
        "a",
        "a@",
        "a@0",
        "a@01",
        "a@-1",
        "a@+1",
        "a@1 ",
        " a@1",
        "a@1000000",
        "a@1@2",
        "a@99999999999",
        "a@x",
        "a@٣",
        "A@1",
        "a.b@1"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> InstrumentRef.parse(text)).isInstanceOf(RefusedException.class);
  }
}
