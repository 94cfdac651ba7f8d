package retex.bundle;

import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;

/** What headquarters would have said over a link. For one bundle, and one thread. */
final class Said {

  ExchangeRequest heads = ExchangeRequest.getDefaultInstance();
  int batches;
  int acknowledged;
  int keptAside;
  boolean isMismatch;

  void heard(ExchangeResponse response) {
    switch (response.getMessageCase()) {
      case ACKNOWLEDGED -> acknowledged++;
      case HEAD_MISMATCH -> isMismatch = true;
      case REFUSED -> keptAside += response.getRefused().getCodeValue() >= 20 ? 1 : 0;
      case RESUME, REFERENCE, LETTERS, CURRENT, OWN, MESSAGE_NOT_SET -> {
        // said in the answer
      }
    }
  }
}
