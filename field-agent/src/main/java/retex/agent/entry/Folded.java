package retex.agent.entry;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Text without regard to case and accents, as records are searched: for the few drafts there are.
 */
record Folded(String value) {

  static Folded text(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return new Folded(apart.replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT));
  }

  /** Whether every word typed is in it; so is nothing. */
  boolean holdsAll(String typed) {
    return Arrays.stream(text(typed).value().split("[^\\p{L}\\p{N}]+"))
        .allMatch(word -> value.contains(word));
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Folded[" + value.length() + "]";
  }
}
