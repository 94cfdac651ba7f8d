package retex.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.refusal.Refusal;

/**
 * The logs at headquarters as the conversation needs them. What a method has committed is on disk
 * when it returns; a crash in the middle changes nothing.
 */
public interface HeadquartersStore {

  /**
   * The log key of a device that may speak now. Refuses one that is not enrolled as {@code
   * DEVICE_UNKNOWN} ({@link ExchangeRefusal}), and revoked ones.
   */
  byte[] publicKey(DeviceId device);

  /** Where a log ends here. */
  LogTip tip(LogId log);

  /** Where it stood at a number that is held; 0 for its beginning. */
  Optional<LogTip> at(LogId log, long number);

  /** Where each log of a device ends, by epoch. */
  Map<Integer, Long> ends(DeviceId device);

  /** Whether an epoch may be written to: the first, or one that was opened. */
  boolean isOpen(LogId log);

  /** Notes a verified opening; one that is there already stays. */
  void open(EpochOpening opening);

  /** Entries that follow {@code before}, vouched for by {@code head}; refuses whole. */
  Outcome commit(LogTip before, List<Entry> entries, Head head);

  /** The longest beginning of {@code entries} that a head vouches for. */
  Prefix commitPrefix(LogTip before, List<Entry> entries, List<Head> heads);

  /** The first head kept at or after a number. */
  Optional<Head> headFrom(LogId log, long number);

  /** Entries from number to number, inclusive. */
  List<Entry> entries(LogId log, long from, long to);

  /**
   * What became of entries: the log is on disk up to here; some were kept aside. {@code
   * hasLetters}: letters about them wait, of whatever kind.
   */
  record Outcome(long upTo, List<KeptAside> keptAside, boolean hasLetters) {

    /** One without other letters than those about what was kept aside. */
    public Outcome(long upTo, List<KeptAside> keptAside) {
      this(upTo, keptAside, !keptAside.isEmpty());
    }

    public Outcome {
      keptAside = List.copyOf(keptAside);
    }
  }

  /** An entry that was stored and kept aside, and its fault. */
  record KeptAside(long number, RevisionId revision, ContentFault fault) {}

  /** What landed of a batch whose head did not fit, and why the rest did not. */
  record Prefix(Outcome landed, Refusal why) {}
}
