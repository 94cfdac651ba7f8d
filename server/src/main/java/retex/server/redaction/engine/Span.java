package retex.server.redaction.engine;

/**
 * A part of a text that must not be released. {@code from} and {@code to} count UTF-16 units of the
 * original text. {@code stage} and {@code rule} say why; {@code confidence} is between 0 and 1;
 * what is {@code unsure} is taken out all the same and shown to the officer first.
 */
public record Span(
    int from, int to, Category category, String stage, String rule, double confidence) {

  public Span {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("empty span");
    }
  }

  public boolean isUnsure() {
    return category == Category.UNSURE || category == Category.INDIRECT;
  }

  boolean overlaps(Span other) {
    return from < other.to && other.from < to;
  }
}
