package retex.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DeviceKeyTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] WORDS = "some words".getBytes(StandardCharsets.US_ASCII);

  @Test
  void a_signature_holds_for_its_key_and_its_words_alone() {
    DeviceKey key = DeviceKey.generate(RANDOM);
    byte[] signature = key.sign(WORDS);

    assertThat(DeviceKey.verifies(key.publicKey(), WORDS, signature)).isTrue();
    assertThat(DeviceKey.verifies(DeviceKey.generate(RANDOM).publicKey(), WORDS, signature))
        .isFalse();
    assertThat(DeviceKey.verifies(key.publicKey(), new byte[3], signature)).isFalse();
  }

  @Test
  void a_key_that_is_no_point_of_the_curve_verifies_nothing() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 0xff);

    assertThat(DeviceKey.verifies(key, WORDS, new byte[64])).isFalse();
  }
}
