package retex.server.record;

/**
 * Why a revision is kept aside: the stable code of a fault of content and its place, never content
 * itself. Codes that are mended at headquarters, or go along with a record, are named here; others
 * wait for a new revision.
 */
public record Quarantine(String code, String where) {

  /** The unit is not one of the catalogue. */
  public static final String UNKNOWN_UNIT = "UNKNOWN_UNIT";

  /** The instrument is not known here. */
  public static final String UNKNOWN_INSTRUMENT = "UNKNOWN_INSTRUMENT";

  /** The same is here already, from another log of the device. */
  static final String REPEATED = "REPEATED";

  /** The record is here already, from another log of the device, under another id. */
  static final String FOLLOWS_REPEATED = "FOLLOWS_REPEATED";
}
