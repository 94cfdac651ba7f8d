package retex.agent.vault;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the laptop from sleeping until it is ended, for five seconds at most as logind is shipped.
 * A child process holds it, as Java cannot take what logind gives for it, an open file: {@code
 * systemd-inhibit}, for as long as {@code cat} finds its input open, so that a crash of this
 * process ends it, too.
 */
final class SleepDelay {

  private static final Logger LOG = LoggerFactory.getLogger(SleepDelay.class);
  private static final List<String> COMMAND =
      List.of(
          "systemd-inhibit",
          "--what=sleep",
          "--mode=delay",
          "--who=Retex",
          "--why=Locks its records first",
          "cat");

  private final @Nullable Process holder;

  private SleepDelay(@Nullable Process holder) {
    this.holder = holder;
  }

  /** Begins it; without that program sleeps are not held back, and heard all the same. */
  static SleepDelay begin(String address) {
    var builder =
        new ProcessBuilder(COMMAND)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear(); // nothing of ours, a passphrase least of all
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address);
    try {
      return new SleepDelay(builder.start());
    } catch (IOException missing) {
      LOG.info("vault.sleep_not_delayed");
      return new SleepDelay(null);
    }
  }

  /** Whether it ended by itself, or somebody ended it. */
  boolean hasEnded() {
    return holder != null && !holder.isAlive();
  }

  /** Ends it. */
  void end() {
    if (holder == null) {
      return;
    }
    try {
      holder.getOutputStream().close();
    } catch (IOException e) {
      holder.destroy(); // it ended by itself, or will now
    }
  }
}
