package retex.agent.sync;

import java.util.OptionalLong;

/**
 * Whether headquarters is to be asked what it has lost, put back from a copy: once in each process,
 * then each hour at most. Safe for use by several threads.
 */
final class Hourly {

  private static final long HOUR = 3_600_000; // milliseconds

  private volatile OptionalLong last = OptionalLong.empty(); // by a clock that only goes forward

  boolean isDue() {
    OptionalLong before = last;
    return before.isEmpty() || Conversation.millis() - before.getAsLong() >= HOUR;
  }

  void asked() {
    last = OptionalLong.of(Conversation.millis());
  }
}
