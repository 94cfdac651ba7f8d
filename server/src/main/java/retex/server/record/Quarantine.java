package retex.server.record;

/**
 * Why a revision is kept aside: the stable code of a fault of content and its place, never content
 * itself. Codes that are mended at headquarters are named here; others wait for a new revision.
 */
public record Quarantine(String code, String where) {

  /** The unit is not one of the catalogue. */
  public static final String UNKNOWN_UNIT = "UNKNOWN_UNIT";

  /** The instrument is not known here. */
  public static final String UNKNOWN_INSTRUMENT = "UNKNOWN_INSTRUMENT";
}
