package retex.contract;

/**
 * What the unit's commander said when hearing the result: the unit's words, never the evaluators'.
 * {@code by} may be empty. Never released.
 */
public record UnitComment(String by, String text) {

  /** Without content. */
  @Override
  public String toString() {
    return "UnitComment[" + text.length() + " characters]";
  }
}
