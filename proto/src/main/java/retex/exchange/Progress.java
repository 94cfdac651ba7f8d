package retex.exchange;

import java.util.OptionalLong;

/**
 * How far the entries of a conversation have come, as last heard. {@code acknowledged} of {@code
 * entries}, and {@code bytesAcross} bytes of messages with them, are on headquarters' disk; {@code
 * bytesDown} have come from there; all counted since nothing waited. The rest is judged by what the
 * whole conversation has brought over: {@code landedBytes} of {@code landedEntries}. {@code rate}
 * is the link's, in bytes a second, 0 while it is not measured; {@code underWay} bytes have left
 * and are not acknowledged, the last acknowledgement having come at {@code landedAt}, in
 * milliseconds of the conversation's clock.
 */
public record Progress(
    long acknowledged,
    long entries,
    long bytesAcross,
    long bytesDown,
    long landedEntries,
    long landedBytes,
    long rate,
    long underWay,
    long landedAt) {

  /** Bytes that the rest will take, if it compresses as what has landed did; empty before that. */
  public OptionalLong bytesLeft() {
    return landedEntries == 0
        ? OptionalLong.empty()
        : OptionalLong.of((entries - acknowledged) * landedBytes / landedEntries);
  }

  /**
   * Seconds that the rest will take at a time of the conversation's clock; empty while the rate is
   * not measured. A link that goes silent counts as slow as what is under way shows.
   */
  public OptionalLong secondsLeft(long now) {
    OptionalLong left = bytesLeft();
    if (rate == 0 || left.isEmpty()) {
      return OptionalLong.empty();
    }
    long silent = Math.max(1, now - landedAt);
    double since = underWay == 0 ? rate : underWay * 1_000.0 / silent;
    return OptionalLong.of((long) Math.ceil(left.getAsLong() / Math.min(rate, since)));
  }
}
