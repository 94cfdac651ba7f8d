package retex.exchange;

import java.util.List;
import java.util.Optional;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * The conversations that bring one laptop and headquarters to the same state: the present log's,
 * again where another epoch was opened, again with the plainest hello where the server is older,
 * and one about each earlier epoch of which a restored server lacks something. How they are held is
 * the caller's affair. Not for use by several threads; runs once.
 */
public final class Synchronisation {

  private static final int MOST_CALLS =
      20; // each copy of this laptop that wrote may cost one epoch

  private final Calls calls;
  private final Tally tally = new Tally();
  private int opening = Opening.NEWEST;
  private boolean forked;
  private boolean healed;
  private List<Integer> lacking = List.of();
  private Optional<Unhealed> unhealed = Optional.empty();

  public Synchronisation(Calls calls) {
    this.calls = calls;
  }

  /** One conversation that is over. */
  public interface Call {

    Laptop laptop();

    /** Why it did not do everything. */
    RefusedException refusal();
  }

  /** Holds conversations, each until it is over. */
  public interface Calls {

    /** About the present log. */
    Call present(int opening);

    /** About an earlier epoch, to heal it. */
    Call earlier(int epoch, int opening);

    /** Why it is given up where each conversation ends in another epoch. */
    RefusedException endless();
  }

  /** The first earlier epoch that was not taken, and its conversation. */
  public record Unhealed(int epoch, Call call) {}

  /** Until the present log is current; refuses with what a call, or {@code endless}, says. */
  public void run() {
    for (int i = 0; i < MOST_CALLS; i++) {
      Call call = calls.present(opening);
      Laptop laptop = call.laptop();
      tally.add(laptop.tally());
      lacking = laptop.lacking();
      if (laptop.isDone()) {
        if (healed || lacking.isEmpty()) {
          return;
        }
        healed = true;
        lacking.forEach(
            this::heal); // may append again what the server had lost; and was it healed?
      } else if (laptop.isToBeginAgain()) {
        forked = true;
      } else if (isHelloUnknown(laptop) && opening != Opening.NONE) {
        opening = Opening.NONE;
      } else {
        throw call.refusal();
      }
    }
    throw calls.endless();
  }

  private void heal(int epoch) {
    Call call = calls.earlier(epoch, opening);
    tally.add(call.laptop().tally());
    if (!call.laptop().isDone() && unhealed.isEmpty()) {
      unhealed = Optional.of(new Unhealed(epoch, call));
    }
  }

  /** Whether the server is older than what the hello said: it is said again, the plain way. */
  public static boolean isHelloUnknown(Laptop laptop) {
    return laptop
        .stopped()
        .filter(
            it ->
                it.getCode() == SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN
                    || it.getCode() == SyncRefusal.SYNC_REFUSAL_MALFORMED && it.getNumber() == 0)
        .isPresent();
  }

  /** What all its conversations moved together. */
  public Tally tally() {
    return tally;
  }

  /** Whether another epoch was opened. */
  public boolean isForked() {
    return forked;
  }

  /** Earlier epochs of which the server still lacks something when it is over. */
  public List<Integer> lacking() {
    return lacking;
  }

  /** What kept the first of these from being healed, where a conversation said so. */
  public Optional<Unhealed> unhealed() {
    return unhealed;
  }
}
