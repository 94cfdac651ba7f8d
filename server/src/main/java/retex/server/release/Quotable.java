package retex.server.release;

/**
 * A sentence in somebody's own words that may be quoted where an officer ticks it. {@code id} is a
 * hash of the revision, the field and the words: it stands for these very words in this very text.
 */
public record Quotable(String id, String record, String field, String sentence) {

  /** Without the words. */
  @Override
  public String toString() {
    return "Quotable[" + record + ", " + field + "]";
  }
}
