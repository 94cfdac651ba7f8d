package retex.exchange;

import static retex.exchange.ExchangeRefusal.FORK;
import static retex.exchange.ExchangeRefusal.HEAD_MISSING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.RevisionId;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** What headquarters demands of entries before they are written. Pure; every store follows it. */
public final class Admission {

  private Admission() {}

  /** The entries follow {@code before} and {@code head}, by {@code publicKey}, vouches for them. */
  public static void vouched(LogTip before, List<Entry> entries, Head head, byte[] publicKey) {
    LogTip after = before;
    for (Entry entry : entries) {
      after = LogVerifier.follow(after, entry);
    }
    LogVerifier.vouches(head, after, publicKey);
  }

  /**
   * Those entries that are not held yet. {@code heldAt} answers which revision holds a number;
   * another one there is {@code FORK}.
   */
  public static List<Entry> fresh(
      long held, List<Entry> entries, LongFunction<Optional<RevisionId>> heldAt) {
    var fresh = new ArrayList<Entry>();
    for (Entry entry : entries) {
      long number = entry.revision().number();
      if (number > held) {
        fresh.add(entry);
      } else if (!heldAt.apply(number).equals(Optional.of(entry.revision().id()))) {
        throw FORK.at("entry " + number).asException();
      }
    }
    return fresh;
  }

  /**
   * The longest beginning that one of {@code heads} vouches for, and why it ends there: also where
   * {@code admits} refuses an entry.
   */
  public static Sound longest(
      LogTip before,
      List<Entry> entries,
      List<Head> heads,
      byte[] publicKey,
      Consumer<Entry> admits) {
    Refusal why = HEAD_MISSING.at("head");
    var sound = new Sound(0, Optional.empty(), why);
    LogTip tip = before;
    for (int i = 0; i < entries.size(); i++) {
      try {
        tip = LogVerifier.follow(tip, entries.get(i));
        admits.accept(entries.get(i));
        long number = tip.number();
        Optional<Head> head = heads.stream().filter(it -> it.number() == number).findFirst();
        if (head.isPresent()) {
          LogVerifier.vouches(head.get(), tip, publicKey);
          sound = new Sound(i + 1, head, why);
        }
      } catch (RefusedException e) {
        return new Sound(sound.count(), sound.head(), e.refusal());
      }
    }
    return sound;
  }

  /** How many entries are vouched for, by which head, and why the next is not. */
  public record Sound(int count, Optional<Head> head, Refusal why) {}
}
