package retex.agent.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has become of a record, as its author sees it. */
public enum RecordState {
  /** Signed on this laptop, not yet at headquarters. */
  SUBMITTED,
  /** On the server's disk. */
  ACKNOWLEDGED,
  /** Kept aside at headquarters until it is mended. */
  QUARANTINED,
  /** Returned with a remark. */
  RETURNED,
  /** Accepted. */
  ACCEPTED,
  /** Part of a released feedback. */
  IN_FEEDBACK,
  /** Two versions stand against each other until one holds. */
  CONFLICT,
  /** Withdrawn by its author. */
  WITHDRAWN,
  /** Erased on order of headquarters; the remark says when. */
  ERASED;

  /** The state of a word; empty for any other text. */
  public static Optional<RecordState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }

  /** The word that programs read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
