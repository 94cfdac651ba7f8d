package retex.agent.draft;

/**
 * One change of one field of a draft: what stood there before and after. {@code version} is the
 * draft's version that it made; {@code at} in microseconds since 1970. An {@code undone} change was
 * taken back, or is itself the taking back of another. {@code edit}: the version of the first
 * change that was made by the same act, together with which it is taken back.
 */
public record DraftChange(
    String draft,
    long version,
    long at,
    String place,
    String before,
    String after,
    boolean undone,
    long edit) {

  /** Without content. */
  @Override
  public String toString() {
    return "DraftChange[" + draft + ":" + version + "]";
  }
}
