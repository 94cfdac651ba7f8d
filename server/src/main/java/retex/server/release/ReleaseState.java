package retex.server.release;

import java.util.Locale;

/** Where a release stands. */
public enum ReleaseState {
  /** One officer proposed it. */
  PROPOSED,
  /** Another let it go. */
  APPROVED,
  REFUSED,
  /** An officer asked for its recall: nothing is served until another decides. */
  RECALL_ASKED,
  /** Withdrawn: the provider sees that it was, and no file. */
  RECALLED;

  /** As pages, programs and message keys write it: {@code recall-asked}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a provider may have it, or may have had it. */
  boolean wasOut() {
    return this == APPROVED || this == RECALL_ASKED || this == RECALLED;
  }
}
