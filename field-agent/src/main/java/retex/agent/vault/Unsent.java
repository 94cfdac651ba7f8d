package retex.agent.vault;

/** What is on this laptop alone and goes with its keys, whatever was handed over before. */
public interface Unsent {

  /** How many drafts there are. */
  long drafts();
}
