package retex.server.release;

import java.util.Locale;

/** Why a released feedback should be looked at for recall, and the record that gives the reason. */
public record Concern(Release release, String record, Why why) {

  /** What happened since. */
  public enum Why {
    /** The contributing state's consent no longer covers what it covered. */
    CONSENT_WITHDRAWN,
    /** Its author withdrew the record. */
    RECORD_WITHDRAWN,
    /** The record was erased. */
    RECORD_ERASED;

    /** As pages, programs and message keys write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
