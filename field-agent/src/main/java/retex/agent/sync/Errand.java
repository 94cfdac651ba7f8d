package retex.agent.sync;

/**
 * What else is done on the line once a laptop is current. Features bring their own; what fails
 * there is theirs to keep for the next time, and never the synchronisation's.
 */
public interface Errand {

  /** Does it with so many bytes at most; the line is closed by the caller. */
  void run(Line line, Allowance most);
}
