package retex.server.device;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import retex.refusal.RefusedException;

/** Whatever bytes someone without a certificate sends as a request for one. */
class CertificateRequestFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void certificate_requests(byte[] bytes) {
    try {
      Enrolment.tlsKey(bytes);
    } catch (RefusedException refused) {
      Optional.of(refused); // an answer like any other
    }
  }
}
