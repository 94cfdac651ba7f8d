package retex.server.finding.engine;

/**
 * A word of a text, by its place in the original. {@code segment} counts the clauses of its
 * sentence, {@code comma} the commas before it, {@code at} the words that carry meaning before it.
 */
record Token(
    int from, int to, String stem, boolean negates, boolean opens, int at, int comma, int segment) {

  /** The stem that every negation shares. */
  static final String NOT = "¬";
}
