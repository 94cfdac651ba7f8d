package retex.exchange;

import java.util.ArrayList;
import java.util.List;
import retex.exchange.LaptopAction.Acknowledge;
import retex.exchange.LaptopAction.Complete;
import retex.exchange.LaptopAction.Open;
import retex.exchange.LaptopAction.Pull;
import retex.exchange.LaptopAction.Reappend;
import retex.exchange.LaptopAction.SayHello;
import retex.exchange.LaptopAction.SendBatch;
import retex.exchange.LaptopAction.SendHeads;

/**
 * Where the laptop's side of one conversation stands, and the one pure function that says what
 * follows: {@link #next}. Numbers are those of the log that is spoken of. Immutable.
 */
record LaptopState(
    Phase phase,
    Mode mode,
    long tip,
    long next,
    long acknowledged,
    Pace pace,
    boolean current,
    Pulling pulling) {

  /** What is going on. */
  enum Phase {
    /** Sending entries and hearing what became of them. */
    SPEAKING,
    /** Headquarters has another log than this one; its entries are being looked at. */
    COMPARING,
    /** Everything is done; the server's end of the stream is awaited. */
    ENDING,
    /** Done. */
    DONE,
    /** To be begun again: another epoch was opened, or entries were taken back. */
    AGAIN,
    /** The stream broke. */
    CUT,
    /** Nothing that both sides could go on from. */
    LOST
  }

  /** What the conversation is for. */
  enum Mode {
    /** Ends when both sides are current. */
    ONCE,
    /** Stays open for what comes later. */
    STAYS,
    /** Heals an earlier epoch of a restored server: sends what it lacks, changes nothing here. */
    HEALS,
    /**
     * A revoked laptop brings its backlog. Nothing comes down, so histories cannot be compared:
     * where they differ, what was not acknowledged goes into the next epoch.
     */
    HANDS_OVER
  }

  /** How the server's entry at a number compares with ours. */
  enum Comparison {
    SAME,
    OTHER,
    /** We have none of that number. */
    BEYOND
  }

  /** Which of its own entries the laptop asked for, and the number that comes next. */
  record Pulling(long from, long next, long to) {
    static final Pulling NOTHING = new Pulling(0, 0, 0);
  }

  /** A state and what is to be done, in order. */
  record Step(LaptopState state, List<LaptopAction> actions) {
    Step {
      actions = List.copyOf(actions);
    }
  }

  boolean isOver() {
    return switch (phase) {
      case DONE, AGAIN, CUT, LOST -> true;
      case SPEAKING, COMPARING, ENDING -> false;
    };
  }

  /** The first step: hello, and without waiting what is not acknowledged. */
  static Step begin(Mode mode, long tip, long acknowledged, Pace pace) {
    var state =
        new LaptopState(
            Phase.SPEAKING,
            mode,
            tip,
            acknowledged + 1,
            acknowledged,
            pace,
            false,
            Pulling.NOTHING);
    return state.going(List.of(new SayHello(acknowledged + 1)));
  }

  /** What follows from {@code event}. */
  Step next(LaptopEvent event) {
    return isOver() ? new Step(this, List.of()) : event.on(this);
  }

  Step sent(long first, int count, int bytes, long now) {
    if (count == 0 || first != next) {
      return new Step(this, List.of());
    }
    long upTo = first + count - 1;
    return with(tip, upTo + 1, acknowledged, pace.sent(upTo, count, bytes, now)).going(List.of());
  }

  Step grown(long newTip) {
    return with(Math.max(tip, newTip), next, acknowledged, pace).going(List.of());
  }

  Step acknowledged(long upTo, long now) {
    if (phase != Phase.SPEAKING) {
      return going(List.of());
    }
    if (upTo <= acknowledged) { // was there already: it has arrived all the same
      return with(tip, next, acknowledged, pace.acknowledged(upTo, now)).going(List.of());
    }
    if (upTo > tip) {
      return to(Phase.CUT); // a copy of this laptop speaks as well: the next hello finds out
    }
    return with(tip, Math.max(next, upTo + 1), upTo, pace.acknowledged(upTo, now))
        .going(List.of(new Acknowledge(upTo, acknowledged)));
  }

  /** The server has the log up to {@code held}, in its own version. */
  Step resumed(long held, Comparison comparison) {
    if (held < 0) {
      return to(Phase.LOST);
    }
    if (comparison == Comparison.SAME) {
      boolean isBehind = held < acknowledged; // restored from a copy: what is under way cannot fit
      return with(
              tip,
              isBehind ? held + 1 : Math.max(next, held + 1),
              held,
              isBehind ? pace.restarted() : pace)
          .pulling(Pulling.NOTHING)
          .going(List.of(new Acknowledge(held, acknowledged)));
    }
    if (mode == Mode.HANDS_OVER) {
      return to(Phase.AGAIN, new Open(Math.min(acknowledged, held)), new Complete());
    }
    // an earlier epoch is compared from its beginning: another copy may have filled its place
    long from = mode == Mode.HEALS ? 1 : Math.min(acknowledged, held - 1) + 1;
    return new Step(
        with(tip, next, acknowledged, pace.restarted())
            .pulling(new Pulling(from, from, held))
            .at(Phase.COMPARING),
        List.of(new Pull(from, held)));
  }

  /**
   * The server's entries up to {@code upTo} are the same as ours, or were taken back: they are on
   * both disks, so a cut costs no more than the piece under way. Of what was taken back the letters
   * have passed already, so the next hello asks for them.
   */
  Step pulled(long upTo, boolean takesBack) {
    if (phase != Phase.COMPARING) {
      return to(Phase.LOST);
    }
    if (mode == Mode.HEALS && upTo >= Math.min(acknowledged, pulling.to())) {
      return to(Phase.ENDING, new Complete()); // what was acknowledged is there
    }
    long known = mode == Mode.HEALS ? tip : Math.max(tip, upTo);
    if (upTo < pulling.to()) {
      var rest = new Pulling(pulling.from(), upTo + 1, pulling.to());
      boolean isNews = mode != Mode.HEALS && upTo > acknowledged;
      return new Step(
          with(known, next, isNews ? upTo : acknowledged, pace).pulling(rest),
          isNews ? List.of(new Acknowledge(upTo, acknowledged)) : List.of());
    }
    if (takesBack) {
      return to(Phase.AGAIN, new Acknowledge(upTo, acknowledged), new Complete());
    }
    return with(known, upTo + 1, upTo, pace)
        .at(Phase.SPEAKING)
        .going(List.of(new Acknowledge(upTo, acknowledged)));
  }

  /** The two histories part behind {@code number}. */
  Step forked(long number) {
    if (phase != Phase.COMPARING) {
      return to(Phase.LOST);
    }
    return mode == Mode.HEALS
        ? to(Phase.ENDING, new Reappend(number), new Complete())
        : to(Phase.AGAIN, new Open(number), new Complete());
  }

  /** The log that is compared is written no more: the next hello is about the present one. */
  Step overtaken() {
    return to(Phase.AGAIN, new Complete());
  }

  /** What was pulled does not follow what we have: the histories part before. */
  Step unrelated() {
    if (phase != Phase.COMPARING || pulling.from() <= 1) {
      return to(Phase.LOST);
    }
    return new Step(pulling(new Pulling(1, 1, pulling.to())), List.of(new Pull(1, pulling.to())));
  }

  Step headsWanted(long from, long to) {
    return new Step(this, List.of(new SendHeads(from, to)));
  }

  Step caughtUp() {
    return new LaptopState(phase, mode, tip, next, acknowledged, pace, true, pulling)
        .going(List.of());
  }

  Step ended() {
    return to(phase == Phase.ENDING ? Phase.DONE : Phase.CUT);
  }

  Step released() {
    return phase == Phase.SPEAKING ? to(Phase.ENDING, new Complete()) : to(Phase.CUT);
  }

  Step to(Phase last, LaptopAction... actions) {
    return new Step(at(last), List.of(actions));
  }

  /** Adds what follows by itself: the next batch, or the end. */
  private Step going(List<LaptopAction> first) {
    var actions = new ArrayList<>(first);
    if (phase == Phase.SPEAKING && next <= tip && pace.isFree()) {
      actions.add(new SendBatch(next, (int) Math.min(pace.entries(), tip - next + 1)));
    }
    if (phase == Phase.SPEAKING && mode != Mode.STAYS && current && acknowledged >= tip) {
      actions.add(new Complete());
      return new Step(at(Phase.ENDING), actions);
    }
    return new Step(this, actions);
  }

  private LaptopState at(Phase other) {
    return new LaptopState(other, mode, tip, next, acknowledged, pace, current, pulling);
  }

  private LaptopState with(long newTip, long newNext, long newAcknowledged, Pace newPace) {
    return new LaptopState(
        phase, mode, newTip, newNext, newAcknowledged, newPace, current, pulling);
  }

  private LaptopState pulling(Pulling other) {
    return new LaptopState(phase, mode, tip, next, acknowledged, pace, current, other);
  }
}
