package retex.server.policy.engine;

/** What a reader is to the unit that a detail tells of. */
public enum Recipient {
  /** A provider that trained this unit for this rotation, before what is told was seen. */
  TRAINED_PROVIDER,
  /** A reader of the unit's own state that did not train it. */
  OWN_STATE,
  /** Any other provider. */
  OTHER_PROVIDER,
  /** A reader of figures over many units. */
  AGGREGATE_READER;

  /** As the policy file writes it: {@code trained-provider}. */
  public String word() {
    return Detail.Words.of(this);
  }
}
