package retex.exchange;

import java.util.Optional;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.wire.FrameEncoder;

/** What waits at headquarters for laptops. */
public interface HeadquartersOutbox {

  /** What waits for the laptop that said {@code hello}. */
  Waiting waiting(DeviceId device, Hello hello);

  /** What waits for one laptop, and how much of it was said. What is taken counts as said. */
  interface Waiting {

    /** Nothing ever. */
    Waiting NOTHING =
        new Waiting() {
          @Override
          public Optional<ExchangeResponse> next(FrameEncoder frames) {
            return Optional.empty();
          }

          @Override
          public Optional<ExchangeResponse> nextLetters(FrameEncoder frames) {
            return Optional.empty();
          }
        };

    /** The next message of what has come; empty where all was said. */
    Optional<ExchangeResponse> next(FrameEncoder frames);

    /** The next message of letters, and of what goes before them; empty where all was said. */
    Optional<ExchangeResponse> nextLetters(FrameEncoder frames);

    /** Says all that has come. */
    default void send(FrameEncoder frames, Consumer<ExchangeResponse> out) {
      for (var it = next(frames); it.isPresent(); it = next(frames)) {
        out.accept(it.get());
      }
    }
  }
}
