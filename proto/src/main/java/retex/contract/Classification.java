package retex.contract;

/** How closely a record is held (ST/SGB/2007/6). Strictly confidential is never released. */
public enum Classification {
  UNCLASSIFIED,
  CONFIDENTIAL,
  STRICTLY_CONFIDENTIAL
}
