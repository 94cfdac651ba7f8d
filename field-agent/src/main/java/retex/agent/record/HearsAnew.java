package retex.agent.record;

/**
 * A step that hears of records. A bean each; called, in that transaction, when the log gets entries
 * that headquarters has judged before: taken back, or named as a copy of this laptop named them.
 */
@FunctionalInterface
public interface HearsAnew {

  /** Asks headquarters for everything again, the next time; may be called again. */
  void hearAnew();
}
