package retex.agent.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells a person how far something has come while it runs: a line every few seconds on the error
 * output, which no program reads. What is done before the first of them is done in silence. To be
 * closed.
 */
public final class Telling implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PrintStream to;
  private final Supplier<Optional<String>> what;
  private final Duration every;
  private final Thread thread = new Thread(this::run, "progress");

  Telling(PrintStream to, Supplier<Optional<String>> what, Duration every) {
    this.to = to;
    this.what = what;
    this.every = every;
    thread.setDaemon(true);
    thread.start();
  }

  /** Does the work; {@code what} is asked meanwhile in another thread, and may have nothing. */
  public static <T> T during(Supplier<Optional<String>> what, Supplier<T> work) {
    var telling = new Telling(System.err, what, EVERY);
    try {
      return work.get();
    } finally {
      telling.close();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(every.toMillis());
        what.get().ifPresent(to::println);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // there is nothing more to tell
    }
  }
}
