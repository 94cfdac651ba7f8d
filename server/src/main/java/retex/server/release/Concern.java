package retex.server.release;

import java.util.Locale;

/**
 * Why a released feedback should be looked at for recall, and the record that gives the reason;
 * empty where no record does.
 */
public record Concern(Release release, String record, Why why) {

  /**
   * Whether the file is kept from its recipient at once, before anyone decides on a recall. Where
   * it quotes, so does a record that was changed or masked further, and a finding taken back: the
   * quoted words may be among what is masked now, or have been let through for that finding.
   */
  public boolean stopsServing() {
    return why.stopsServing() || (why.isOfRecord() && !release.terms().quoted().isEmpty());
  }

  /** What happened since. */
  public enum Why {
    /** The unit is of another state than the one whose consent was asked. */
    STATE_CHANGED,
    /**
     * By the catalogue of now, its provider did not train the unit before what is told was seen.
     */
    NOT_TRAINED,
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
    RECORD_CHANGED,
    /** An officer changed or took back a finding that was accepted. */
    FINDING_CHANGED,
    /** It holds a name that was not known then, or that was not protected. */
    NAME_KNOWN,
    /** Under the policy in force less of it would be told. */
    POLICY_STRICTER,
    /** It is not drawn yet, and another policy is in force than the one that it names. */
    POLICY_CHANGED,
    /**
     * The rules of redaction are others: where it is not drawn yet than those that it names, where
     * it is under those of now less of it would be told.
     */
    RULES_CHANGED;

    private boolean stopsServing() {
      return isOfRecord() && this != RECORD_CHANGED && this != FINDING_CHANGED;
    }

    private boolean isOfRecord() {
      return switch (this) {
        case NAME_KNOWN, POLICY_STRICTER, POLICY_CHANGED, RULES_CHANGED -> false;
        case CONSENT_WITHDRAWN,
            STATE_CHANGED,
            NOT_TRAINED,
            RECORD_ERASED,
            RECORD_WITHDRAWN,
            RECORD_CLOSED,
            RECORD_CHANGED,
            FINDING_CHANGED ->
            true;
      };
    }

    /** As pages, programs and message keys write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
