package retex.agent.bundle;

import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import retex.agent.web.Words;

/** How far what is written to a medium, or from one, has come. One at a time; any may look. */
@Singleton
final class MediumProgress {

  private volatile Optional<Gauge> gauge = Optional.empty();
  private volatile String key = "";

  /** {@code sentence}: its key; {@code atMost}: bytes that will be written, or no more. */
  void begin(String sentence, long atMost) {
    key = sentence;
    gauge = Optional.of(new Gauge(atMost));
  }

  void end() {
    gauge = Optional.empty();
  }

  /** The same stream, counted. */
  OutputStream counting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        gauge.ifPresent(it -> it.add(count));
      }
    };
  }

  /** A sentence; empty while nothing is written. */
  Optional<String> sentence(Words words) {
    return gauge.map(
        it ->
            words.say(
                it.secondsLeft().isPresent() ? key : key + ".begin",
                it.done() / 1_000.0,
                it.bytes() / 1_000.0,
                it.secondsLeft().orElse(0)));
  }
}
