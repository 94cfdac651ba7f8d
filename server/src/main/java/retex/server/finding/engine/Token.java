package retex.server.finding.engine;

/**
 * A word of a text, by its place in the original. {@code form} is the word as written, folded;
 * {@code modal}: it denies what can be done; {@code segment} counts the clauses of its sentence,
 * {@code comma} the commas before it, {@code at} the words that carry meaning before it.
 */
record Token(
    int from,
    int to,
    String form,
    String stem,
    Kind kind,
    boolean modal,
    int at,
    int comma,
    int segment) {

  /** The stem that every negation shares. */
  static final String NOT = "¬";

  /** What a word does to those beside it. */
  enum Kind {
    /** Nothing. */
    WORD,
    /** Opens a negation: "ne". */
    OPENER,
    /** Denies. */
    NOT,
    /** Denies what goes along with it; with a denial before it nothing is denied: "without". */
    WITHOUT,
    /** Denies by what it means; with a denial beside it nothing is denied: "lacks". */
    LACK,
    /** Strengthens the denial before it: "not a single". */
    EMPHASIS,
    /** Says that something is so no more: "longer" after "no". */
    ENDER
  }

  boolean negates() {
    return stem.equals(NOT);
  }

  boolean opens() {
    return kind == Kind.OPENER;
  }

  /** Whether it parts no two denials. */
  boolean isBetween() {
    return kind == Kind.OPENER || kind == Kind.EMPHASIS;
  }

  /** Whether it ends something: "no longer". */
  boolean ends() {
    return kind == Kind.ENDER;
  }
}
