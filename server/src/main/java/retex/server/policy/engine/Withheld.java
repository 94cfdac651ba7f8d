package retex.server.policy.engine;

/** Why a figure is not told. */
public enum Withheld {
  FEW_UNITS,
  FEW_STATES,
  ONE_DOMINATES,
  /** It holds a state's only unit and is too small to hide it. */
  LONE_UNIT,
  /** With figures told before it would isolate too few units, or one state. */
  DIFFERENCE,
  /** Too few values remain possible for some unit. */
  VALUE_PLAIN,
  /** Too much was told before to be sure within the time allowed. */
  UNSURE;

  /** As message keys write it. */
  public String word() {
    return Detail.Words.of(this);
  }
}
