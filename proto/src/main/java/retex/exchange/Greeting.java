package retex.exchange;

import java.util.function.BiFunction;
import retex.contract.LogId;
import retex.proto.sync.v1.Hello;
import retex.wire.FrameDecoder;
import retex.wire.FrameEncoder;

/**
 * A laptop's hello at headquarters: the log that it is about, the two streams that it opened, and
 * what is told in one of them. To be closed.
 */
final class Greeting implements AutoCloseable {

  private final Hello hello;
  private final LogId log;
  private final FrameDecoder frames;
  private final FrameEncoder answers;
  private final Telling telling;

  Greeting(
      Hello hello,
      LogId log,
      FrameEncoder answers,
      BiFunction<Hello, FrameEncoder, Telling> telling) {
    this.hello = hello;
    this.log = log;
    this.frames = new FrameDecoder(hello.getOpening());
    this.answers = answers;
    this.telling = telling.apply(hello, answers);
  }

  Hello hello() {
    return hello;
  }

  LogId log() {
    return log;
  }

  FrameDecoder frames() {
    return frames;
  }

  FrameEncoder answers() {
    return answers;
  }

  Telling telling() {
    return telling;
  }

  @Override
  public void close() {
    frames.close();
    answers.close();
  }
}
