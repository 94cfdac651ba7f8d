package retex.agent.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Whatever bytes come over what is said to be a bus. */
class BusMessageFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void messages(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, BusMessage.START);
    byte[] rest = Arrays.copyOfRange(bytes, Math.min(BusMessage.START, bytes.length), bytes.length);
    try {
      int length = Math.min(BusMessage.rest(start), BusMessage.MOST_BYTES);
      BusMessage.signal(start, Arrays.copyOf(rest, length));
    } catch (IOException refused) {
      Optional.of(refused); // an answer like any other
    }
  }
}
