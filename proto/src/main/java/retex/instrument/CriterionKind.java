package retex.instrument;

/** How a criterion is answered. */
public enum CriterionKind {
  RATING,
  YESNO,
  NUMBER,
  TEXT,
  CHOICE
}
