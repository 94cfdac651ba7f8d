package retex.exchange;

import retex.exchange.LaptopState.Comparison;
import retex.exchange.LaptopState.Step;

/** One thing that happened to the laptop's side. Times are milliseconds of a monotonic clock. */
sealed interface LaptopEvent {

  Step on(LaptopState state);

  record Sent(long first, int count, int bytes, long now) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.sent(first, count, bytes, now);
    }
  }

  /** The log has entries that it had not before. */
  record Grown(long tip) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.grown(tip);
    }
  }

  record Acknowledged(long upTo, long now) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.acknowledged(upTo, now);
    }
  }

  record Resumed(long held, Comparison comparison) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.resumed(held, comparison);
    }
  }

  /** {@code takesBack}: this laptop had lost some of what was asked for. */
  record Pulled(long upTo, boolean takesBack) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.pulled(upTo, takesBack);
    }
  }

  record Forked(long number) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.forked(number);
    }
  }

  record Unrelated() implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.unrelated();
    }
  }

  /** Another conversation of this laptop has begun its log anew meanwhile. */
  record Overtaken() implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.overtaken();
    }
  }

  record HeadsWanted(long from, long to) implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.headsWanted(from, to);
    }
  }

  record CaughtUp() implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.caughtUp();
    }
  }

  /** The server has ended the stream, or the link has. */
  record Ended() implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.ended();
    }
  }

  /** Someone here wants the conversation to end: the store closes. */
  record Released() implements LaptopEvent {
    @Override
    public Step on(LaptopState state) {
      return state.released();
    }
  }
}
