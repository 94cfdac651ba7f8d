package retex.agent.web;

/**
 * What every request passes before anything is done for it. Safe for use by several threads. Each
 * door is also a filter of the ordinary way; {@link ShortWay} asks the same doors.
 */
public interface Door {

  /** Whether it lets a request in. */
  boolean admits(Knock knock);

  /** One that was let in begins to be worked for. */
  default void enter() {}

  /** One that entered has been answered, or was given up. */
  default void leave() {}
}
