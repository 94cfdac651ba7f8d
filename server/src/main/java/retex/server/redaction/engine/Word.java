package retex.server.redaction.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import retex.server.redaction.engine.PatternRule.Shape;

/**
 * What is known of one written word, wherever it stands: looked up once and kept by {@link
 * Lexicon}. {@code lower} keeps its accents, {@code folded} does not; {@code kinds} and {@code
 * numerals} are a bit each. Immutable.
 */
record Word(
    String written,
    String lower,
    String folded,
    boolean figure,
    boolean capitalised,
    boolean allCapitals,
    boolean ordinary,
    boolean common,
    boolean alsoName,
    boolean term,
    boolean termInLower,
    boolean rank,
    boolean shortRank,
    long kinds,
    int numerals,
    List<Shape> shapes,
    PatternRule.Soon soon,
    Phrases.Starting phrases,
    long form,
    long stem,
    long told,
    float[] weights,
    Known known) {

  /** What the known names say of the word alone. */
  record Known(
      int row,
      boolean inflectedRow,
      @Nullable Category part,
      @Nullable Category ordinaryPart,
      @Nullable Category inflectedPart,
      int initials,
      int near,
      int sound) {

    static final Known NOTHING =
        new Known(
            LongTable.NONE,
            false,
            null,
            null,
            null,
            LongTable.NONE,
            LongTable.NONE,
            LongTable.NONE);
  }
}
