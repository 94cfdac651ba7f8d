package retex.exchange;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogTip;

/**
 * One log of a laptop as the conversation needs it: the one that is written now, or an earlier
 * epoch up to what was acknowledged of it. What a method has changed is on disk when it returns; a
 * crash in the middle changes nothing. {@link #adopt}, {@link #open} and {@link #reappend} write
 * entries of which letters may have come before them, and were passed over: in the same transaction
 * they note that no letter is held, so that all come again.
 */
public interface LaptopStore {

  /** The device's key. */
  DeviceKey key();

  /** Where the log ends. */
  LogTip tip();

  /** Where it stood at a number that it has; 0 for its beginning. */
  Optional<LogTip> at(long number);

  /** Entries after a number, in order. */
  List<Entry> after(long number, int atMost);

  /** The signed head of an entry. */
  Optional<Head> head(long number);

  /** Signed heads from number to number, inclusive. */
  List<Head> heads(long from, long to);

  /** Number up to which headquarters has the log on its disk. */
  long acknowledged();

  /**
   * Marks the log as acknowledged. A lower number than before is what a restored server says: it
   * counts only where what was acknowledged is still what the conversation knew, {@code known}.
   * Else another conversation of this laptop has got further meanwhile, and nothing changes.
   */
  void acknowledge(long upTo, long known);

  /**
   * Up to where headquarters acknowledged each epoch before the one that is written now, of those
   * of which it acknowledged anything; none where this is an earlier epoch itself.
   */
  List<LogTip> earlier();

  /** How this log was opened; empty for epoch 1. */
  Optional<EpochOpening> opening();

  /**
   * Takes back own entries that headquarters has and this laptop lost. They follow {@code before},
   * and were vouched for. False, and nothing changed, where the log has grown meanwhile, or another
   * conversation has opened the next epoch.
   */
  boolean adopt(LogTip before, List<Entry> entries);

  /**
   * Opens the next epoch for this log, which has forked behind {@code fork}, and appends there
   * again what this log has after the fork. The store goes on with the new log. Copies of a laptop
   * do this alike, so that what they share stays one entry. Where another conversation has opened
   * it before, nothing changes but that the store goes on with the log that is written now.
   */
  void open(LogTip fork);

  /**
   * For an earlier epoch whose place behind {@code fork} another copy has taken on a server that
   * was restored: appends to the present log again what had been acknowledged of it after the fork.
   */
  void reappend(LogTip fork);
}
