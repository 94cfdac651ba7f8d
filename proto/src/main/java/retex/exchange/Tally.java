package retex.exchange;

import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.Letters;

/** What a conversation, or several, have moved. */
public final class Tally {
  long records;
  long bytesUp;
  long bytesDown;
  int letters;
  int changes;
  int quarantined;
  long takenBack;
  boolean resumed;
  long acknowledgedAt;
  long held = Long.MAX_VALUE; // up to where headquarters says that it has the log
  long lettersHeld; // as said in the hello, and by what came since
  private long settledRecords;
  private long settledLanded;
  private long settledDown;

  /** Entries acknowledged in this conversation. */
  public long records() {
    return records;
  }

  /** Bytes of messages, before TLS. */
  public long bytesUp() {
    return bytesUp;
  }

  public long bytesDown() {
    return bytesDown;
  }

  public int letters() {
    return letters;
  }

  public int changes() {
    return changes;
  }

  public int quarantined() {
    return quarantined;
  }

  /** Own entries that had been lost here and came back. */
  public long takenBack() {
    return takenBack;
  }

  public boolean resumed() {
    return resumed;
  }

  /** When the last acknowledgement was noted, by the clock given; 0 where there was none. */
  public long acknowledgedAt() {
    return acknowledgedAt;
  }

  /** Headquarters has said that it has the log up to a number. */
  void resumedAt(long number) {
    resumed = true;
    held = number;
  }

  void told(Letters came) {
    letters += came.getLettersCount();
    lettersHeld = 0; // none: headquarters has none any more
    for (Letter letter : came.getLettersList()) {
      lettersHeld = letter.getNumber();
    }
  }

  /**
   * Headquarters has entries up to a number; {@code known} is up to where the laptop knew it
   * before, which a restored server has lost again.
   */
  void acknowledged(long known, long upTo, long at) {
    records += Math.max(0, upTo - Math.min(known, held));
    held = upTo;
    acknowledgedAt = at;
  }

  /** Nothing waits: what crosses from now on counts from here. */
  void settle(Pace pace) {
    settledRecords = records;
    settledLanded = pace.landed();
    settledDown = bytesDown;
  }

  /** How far the entries have come since nothing waited. */
  Progress progress(LaptopState state) {
    long done = records - settledRecords;
    Pace pace = state.pace();
    return new Progress(
        done,
        done + Math.max(0, state.tip() - state.acknowledged()),
        pace.landed() - settledLanded,
        bytesDown - settledDown,
        pace.landedEntries(),
        pace.landed(),
        pace.usualBytesASecond(),
        pace.underWay(),
        pace.landedAt());
  }

  /** Adds what another conversation of the same synchronisation has moved. */
  public void add(Tally other) {
    records += other.records;
    bytesUp += other.bytesUp;
    bytesDown += other.bytesDown;
    letters += other.letters;
    changes += other.changes;
    quarantined += other.quarantined;
    takenBack += other.takenBack;
    resumed |= other.resumed;
    acknowledgedAt = Math.max(acknowledgedAt, other.acknowledgedAt);
  }
}
