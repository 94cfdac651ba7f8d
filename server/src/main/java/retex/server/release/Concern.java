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
    RECORD_ERASED,
    /** The record is strictly confidential now. */
    RECORD_CLOSED,
    /**
     * Another revision than the one it rests on stands now, or none that is accepted; or its
     * clearance was taken back, or an officer has masked more of it.
     */
    RECORD_CHANGED;

    /** Whether the file is kept from its recipient at once, before anyone decides on a recall. */
    public boolean stopsServing() {
      return this != RECORD_CHANGED;
    }

    /** As pages, programs and message keys write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
