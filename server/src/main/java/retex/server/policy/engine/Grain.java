package retex.server.policy.engine;

/** What a detail is made coarser to. */
public enum Grain {
  QUARTER,
  YEAR,
  /** The kind of unit in place of its name. */
  TYPE;

  /** As the policy file writes it. */
  public String word() {
    return Detail.Words.of(this);
  }
}
