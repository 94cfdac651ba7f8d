package retex.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.refusal.RefusedException;

class StreamGuardTest {

  private static final int LIMIT = 1 << 20;

  @Test
  void what_our_encoder_writes_is_let_through_behind_either_opening() {
    for (int opening = 0; opening <= 1; opening++) {
      try (var encoder = new FrameEncoder(opening);
          var decoder = new FrameDecoder(encoder.opening())) {
        var random = new Random(7);
        for (int i = 0; i < 30; i++) {
          byte[] content = new byte[random.nextInt(300_000)];
          if (i % 2 == 0) {
            random.nextBytes(content);
          }
          assertThat(decoder.content(encoder.frame(content), LIMIT)).isEqualTo(content);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "28b52ffd0088, FRAME_TOO_LARGE", // a window of 128 MiB
    "28b52ffd0059, FRAME_TOO_LARGE", // one eighth more than 2 MiB
    "28b52ffda0ffffff7f, FRAME_DAMAGED", // one segment of 2 GiB
    "28b52ffd0158aa, FRAME_DAMAGED", // a dictionary
    "28b52ffd0058010000, FRAME_DAMAGED", // the last block: another frame could follow
    "28b52ffd0058060000, FRAME_DAMAGED", // a reserved block
    "502a4d1800000010, FRAME_DAMAGED", // a skippable frame
  })
  void what_asks_for_more_than_the_contract_allows_is_refused_before_memory_is_taken(
      String stream, WireRefusal why) {
    byte[] bytes = HexFormat.of().parseHex(stream);

    try (var decoder = new FrameDecoder(Opening.NONE)) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> decoder.content(bytes, LIMIT))
          .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(why));
    }
  }
}
