package retex.exchange;

/** What a conversation has moved. */
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
}
