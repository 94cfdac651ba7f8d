package retex.agent.vault;

/** Why the key slots of this laptop go. */
public enum DestructionOrder {
  /** Revoked; headquarters acknowledged everything that was on it. */
  HANDED_OVER(VaultRefusal.KEYS_GONE_HANDED_OVER),
  /** Declared stolen. */
  STOLEN(VaultRefusal.KEYS_GONE_STOLEN);

  private final VaultRefusal refusal;

  DestructionOrder(VaultRefusal refusal) {
    this.refusal = refusal;
  }

  /** What whoever wants to open the store is told from then on. */
  public VaultRefusal refusal() {
    return refusal;
  }
}
