package retex.server.redaction.engine;

import java.util.List;

/**
 * A part of a text that must not be released. {@code from} and {@code to} count UTF-16 units of the
 * original text. {@code stage} and {@code rule} say why; {@code confidence} is between 0 and 1;
 * what is {@code unsure} is taken out all the same and shown to the officer first. {@code words}
 * are those that weighed most where a trained model found it.
 */
public record Span(
    int from,
    int to,
    Category category,
    String stage,
    String rule,
    double confidence,
    List<String> words) {

  private static final double SURE = 0.85;

  public Span {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("empty span");
    }
    words = List.copyOf(words);
  }

  /** One whose rule says enough. */
  public Span(int from, int to, Category category, String stage, String rule, double confidence) {
    this(from, to, category, stage, rule, confidence, List.of());
  }

  /** The same reason elsewhere. */
  Span at(int newFrom, int newTo) {
    return new Span(newFrom, newTo, category, stage, rule, confidence, words);
  }

  /** The same, and the words that weighed. */
  Span because(List<String> weighed) {
    return new Span(from, to, category, stage, rule, confidence, weighed);
  }

  /** Without the words. */
  @Override
  public String toString() {
    return "Span[" + from + "-" + to + " " + category + " " + rule + "]";
  }

  public boolean isUnsure() {
    return category == Category.UNSURE || category == Category.INDIRECT;
  }

  /** What an officer should look at first: unsure, or just above the model's threshold. */
  public boolean isDoubtful() {
    return isUnsure() || (rule.startsWith("reads-like-") && confidence < SURE);
  }

  public boolean overlaps(Span other) {
    return from < other.to && other.from < to;
  }
}
