package retex.server.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.server.device.Contact;

/**
 * What the list of devices says about a laptop while it speaks. Nothing is written for a batch:
 * whoever writes asks for {@link #news} from time to time. Safe for use by several threads.
 */
final class Presence {

  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private final DeviceId device;
  private final String program;
  private final Clock clock;
  private boolean greeted;
  private long tip; // the last number that the laptop said it has
  private long backlog;
  private Instant heard = Instant.EPOCH;
  private Instant toldAt = Instant.EPOCH;
  private long told;

  Presence(DeviceId device, String program, Clock clock) {
    this.device = device;
    this.program = program;
    this.clock = clock;
  }

  /** The hello, whose own contact is to be noted now. */
  synchronized Contact greeted(Hello hello) {
    greeted = true;
    tip = hello.getNextNumber() - 1 + hello.getBacklog();
    backlog = hello.getBacklog();
    heard = clock.instant();
    return told(heard);
  }

  /** What was said to the laptop: where entries were acknowledged, fewer wait on it. */
  synchronized void said(ExchangeResponse message) {
    if (message.hasAcknowledged()) {
      heard = clock.instant();
      backlog = Math.max(0, tip - message.getAcknowledged().getUpTo());
    }
  }

  /** What has changed since it was told last, or is a minute old, of a laptop that is there. */
  synchronized Optional<Contact> news() {
    Instant now = clock.instant();
    boolean isOld = !now.isBefore(toldAt.plus(TOLD_EVERY));
    return greeted && (isOld || backlog != told) ? Optional.of(told(now)) : Optional.empty();
  }

  /** The last word about a laptop that has gone, where it was not told. */
  synchronized Optional<Contact> last() {
    return greeted && (backlog != told || heard.isAfter(toldAt))
        ? Optional.of(told(heard.isAfter(toldAt) ? heard : toldAt))
        : Optional.empty();
  }

  private Contact told(Instant at) {
    told = backlog;
    toldAt = at;
    return new Contact(device, at, backlog, program);
  }
}
