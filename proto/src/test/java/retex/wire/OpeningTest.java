package retex.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdCompressCtx;
import org.junit.jupiter.api.Test;

class OpeningTest {

  @Test
  void is_spoken_where_this_machine_makes_the_very_bytes_and_by_no_other_encoder() {
    assertThat(Opening.isSpoken(Opening.NONE)).isTrue();
    assertThat(Opening.isSpoken(Opening.NEWEST)).isTrue();
    assertThat(Opening.isSpoken(Opening.NEWEST + 1)).isFalse();
    try (ZstdCompressCtx other = Deflation.quick()) {
      assertThat(Opening.begin(other)).isFalse();
    }
  }
}
