package retex.agent.sync;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import retex.refusal.RefusedException;

/** Whatever bytes somebody gives as the picture of an enrolment token. */
class TokenPictureFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void pictures_of_a_token(byte[] bytes) {
    try {
      TokenPicture.read(bytes);
    } catch (RefusedException refused) {
      Optional.of(refused); // an answer like any other
    }
  }
}
