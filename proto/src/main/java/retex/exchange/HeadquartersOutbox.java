package retex.exchange;

import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.wire.FrameEncoder;

/** What waits at headquarters for laptops. */
public interface HeadquartersOutbox {

  /** What waits for the laptop that said {@code hello}. */
  Waiting waiting(DeviceId device, Hello hello);

  /** What waits for one laptop, and how much of it was said. */
  interface Waiting {

    /** Says what has come since the last time. */
    void send(FrameEncoder frames, Consumer<ExchangeResponse> out);
  }
}
