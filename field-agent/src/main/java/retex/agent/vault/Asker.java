package retex.agent.vault;

/** Which user of the laptop's system gives a passphrase. */
public enum Asker {
  /** The one as whom this program runs, or where no system tells it. */
  OWNER,
  /** Any other: may be a colleague with a passphrase of their own. */
  ANOTHER
}
