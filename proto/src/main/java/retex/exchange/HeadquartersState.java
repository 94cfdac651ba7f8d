package retex.exchange;

import java.util.List;
import retex.proto.sync.v1.SyncRefusal;

/**
 * Where headquarters' side of one conversation stands, and the one pure function that says what
 * follows: {@link #next}. {@code why} is what it was stopped for where it found that out itself.
 * Immutable.
 */
record HeadquartersState(Phase phase, int turn, SyncRefusal why) {

  /** What is going on. */
  enum Phase {
    /** The hello is awaited. */
    GREETING,
    /** Entries are taken. */
    TAKING,
    /** A batch's head did not fit, or an entry in it; the heads between are awaited. */
    DISPUTING,
    /** The laptop was told why nothing more is taken. */
    STOPPED
  }

  HeadquartersState(Phase phase, int turn) {
    this(phase, turn, SyncRefusal.SYNC_REFUSAL_UNSPECIFIED);
  }

  static final HeadquartersState FIRST = new HeadquartersState(Phase.GREETING, 0);

  /** A state and what is to be done, in order. */
  record Step(HeadquartersState state, List<Action> actions) {
    Step {
      actions = List.copyOf(actions);
    }
  }

  /** What is to be done next. */
  enum Action {
    SAY_RESUME,
    SAY_WHAT_WAITS,
    COMMIT,
    COMMIT_PREFIX,
    SAY_OUTCOME,
    SAY_MISMATCH,
    SAY_OWN,
    SAY_REFUSED
  }

  /** What happened. */
  sealed interface Event {

    Step on(HeadquartersState state);
  }

  /** What follows from {@code event}. */
  Step next(Event event) {
    return phase == Phase.STOPPED ? stay() : event.on(this);
  }

  /** A hello that may be answered; {@code fits}: it begins where the log ends here. */
  record Greeted(boolean fits) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      if (state.phase != Phase.GREETING) {
        return new Refused(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN).on(state);
      }
      return fits
          ? new Step(new HeadquartersState(Phase.TAKING, 0), List.of(Action.SAY_WHAT_WAITS))
          : new Step(
              new HeadquartersState(Phase.TAKING, 1),
              List.of(Action.SAY_RESUME, Action.SAY_WHAT_WAITS));
    }
  }

  /** A batch; {@code placed}: it follows an entry that is held; {@code turn} as it says. */
  record BatchCame(boolean placed, int turn) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      if (state.phase == Phase.DISPUTING) {
        return state.stay(); // it left before our question: the session ends with the answer
      }
      if (state.phase != Phase.TAKING) {
        return new Refused(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN).on(state);
      }
      if (placed) {
        return new Step(state, List.of(Action.COMMIT));
      }
      return turn < state.turn
          ? state.stay() // sent before our word where to resume; it will come again
          : new Refused(SyncRefusal.SYNC_REFUSAL_BROKEN_CHAIN).on(state);
    }
  }

  /** The last batch, or a part of it, is on disk. */
  record Committed(boolean whole, SyncRefusal why) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      if (whole) {
        return new Step(state, List.of(Action.SAY_OUTCOME));
      }
      return new Step(
          new HeadquartersState(Phase.STOPPED, state.turn),
          List.of(Action.SAY_OUTCOME, Action.SAY_REFUSED));
    }
  }

  /** The last batch was refused; {@code begins}: though its first entry may be good. */
  record BatchRefused(SyncRefusal why, int turn, boolean begins) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      if (turn < state.turn) {
        return state.stay(); // of a history that the laptop now knows is not ours
      }
      return begins
          ? new Step(
              new HeadquartersState(Phase.DISPUTING, state.turn), List.of(Action.SAY_MISMATCH))
          : new Refused(why).on(state);
    }
  }

  /** The heads that were asked for. */
  record HeadsCame() implements Event {
    @Override
    public Step on(HeadquartersState state) {
      return state.phase == Phase.DISPUTING
          ? new Step(state, List.of(Action.COMMIT_PREFIX))
          : new Refused(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN).on(state);
    }
  }

  /** The laptop wants its own entries; {@code held}: all of them are here. */
  record PullCame(boolean held) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      return state.phase == Phase.TAKING && held
          ? new Step(state, List.of(Action.SAY_OWN))
          : new Refused(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN).on(state);
    }
  }

  /** Something else is new for the laptop. */
  record Woken() implements Event {
    @Override
    public Step on(HeadquartersState state) {
      return state.phase == Phase.TAKING
          ? new Step(state, List.of(Action.SAY_WHAT_WAITS))
          : state.stay();
    }
  }

  /** Nothing more is taken. */
  record Refused(SyncRefusal why) implements Event {
    @Override
    public Step on(HeadquartersState state) {
      return new Step(
          new HeadquartersState(Phase.STOPPED, state.turn, why), List.of(Action.SAY_REFUSED));
    }
  }

  private Step stay() {
    return new Step(this, List.of());
  }
}
