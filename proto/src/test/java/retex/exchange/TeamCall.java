package retex.exchange;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import retex.refusal.RefusedException;
import retex.relay.TeamLine.Ended;
import retex.relay.TeamLine.How;

/**
 * One call about files of a team, and what is under way in it. What has left a laptop is what
 * headquarters does once it arrives.
 */
final class TeamCall<T> {

  /** What headquarters does next; whether the call goes on. */
  interface Word {
    boolean isHeard();
  }

  private final Queue<Word> up = new ArrayDeque<>();
  private final Queue<T> down = new ArrayDeque<>();
  private final BooleanSupplier refuses; // says to a laptop that it may not speak
  private boolean isOver; // all was said
  private boolean isLost; // headquarters is gone
  private boolean isGone; // the laptop

  /** {@code refuses}: what headquarters does where a device may not speak. */
  TeamCall(BooleanSupplier refuses) {
    this.refuses = refuses;
  }

  boolean isGone() {
    return isGone;
  }

  void say(Word word) {
    if (!isOver && !isLost) {
      up.add(word);
    }
  }

  void answer(T word) {
    down.add(word);
  }

  boolean canGoUp() {
    return !isOver && !isLost && !up.isEmpty();
  }

  boolean isSilent() {
    return isGone && !canGoUp();
  }

  boolean isEnded() {
    return isOver || isLost;
  }

  /** What headquarters does with the next word. */
  void goUp() {
    try {
      isOver = !up.remove().isHeard();
    } catch (RefusedException mayNotSpeak) {
      isOver = refuses.getAsBoolean();
    } catch (Fuse.Failed failed) {
      headquartersLeaves();
    }
  }

  void headquartersLeaves() {
    isLost = true;
    up.clear();
  }

  /** What has come by now; empty for nothing. */
  Optional<T> next() throws Ended {
    Optional<T> next = Optional.ofNullable(down.poll());
    if (next.isEmpty() && isLost) {
      throw new Ended(How.CUT);
    }
    return next;
  }

  /** The laptop hears no more; of what had left the first words still arrive. */
  void leave(int arrive) {
    isGone = true;
    List<Word> all = List.copyOf(up);
    up.clear();
    up.addAll(all.subList(0, Math.min(arrive, all.size())));
  }
}
