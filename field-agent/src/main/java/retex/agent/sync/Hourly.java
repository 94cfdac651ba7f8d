package retex.agent.sync;

import java.util.OptionalLong;
import retex.relay.Asking;

/**
 * Whether headquarters is to be asked what it has lost, put back from a copy: once in each process,
 * then each hour at most. Safe for use by several threads.
 */
final class Hourly implements Asking {

  private static final long HOUR = 3_600_000; // milliseconds

  private volatile OptionalLong last = OptionalLong.empty(); // by a clock that only goes forward

  @Override
  public boolean isDue() {
    OptionalLong before = last;
    return before.isEmpty() || Conversation.millis() - before.getAsLong() >= HOUR;
  }

  @Override
  public void asked() {
    last = OptionalLong.of(Conversation.millis());
  }
}
