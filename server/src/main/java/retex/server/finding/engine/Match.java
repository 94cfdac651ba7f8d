package retex.server.finding.engine;

import java.util.List;

/**
 * A phrase of a term that stands in a sentence: its words there, how much they weigh, and how sure
 * it is that the term is meant.
 */
record Match(Term term, List<Token> tokens, double weight, boolean whole, double sure) {

  private static final double OF_SECOND = 0.25;
  private static final double CARRIED = -1;

  Match {
    tokens = List.copyOf(tokens);
  }

  Match(Term term, List<Token> tokens, double weight, boolean whole) {
    this(term, tokens, weight, whole, sure(term, tokens, whole));
  }

  private static double sure(Term term, List<Token> tokens, boolean whole) {
    if (!whole) {
      return 0.35;
    }
    return tokens.size() > 1 ? 0.85 : term.general() ? 0.5 : 0.7;
  }

  /** A skill that was named before, in a sentence that names none. */
  static Match carried(Term term, List<Token> tokens) {
    return new Match(term, tokens, CARRIED, false);
  }

  boolean isCarried() {
    return weight == CARRIED;
  }

  /** Offered beside a better one. */
  boolean isSecond() {
    return sure < sure(term, tokens, whole);
  }

  /** The same, offered beside a better one. */
  Match second() {
    return surely(sure - OF_SECOND);
  }

  Match surely(double now) {
    return new Match(term, tokens, weight, whole, now);
  }

  Match weighing(double now) {
    return new Match(term, tokens, now, whole, sure);
  }

  int first() {
    return tokens.stream().mapToInt(Token::at).min().orElse(0);
  }

  int last() {
    return tokens.stream().mapToInt(Token::at).max().orElse(0);
  }

  int segment() {
    return tokens.get(0).segment();
  }

  int comma() {
    return tokens.get(0).comma();
  }

  boolean within(Match other) {
    return other.tokens.containsAll(tokens);
  }

  boolean touches(Match other) {
    return tokens.stream().anyMatch(other.tokens::contains);
  }

  /** Named in words of the vocabulary, the best for their place. */
  boolean isNamed() {
    return whole && !isSecond() && !isWeak();
  }

  /** One word that stands for a whole topic says little beside anything else. */
  boolean isWeak() {
    return tokens.size() == 1 && term.general();
  }
}
