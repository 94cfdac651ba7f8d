package retex.server.finding.engine;

import java.util.List;

/** A phrase of a term that stands in a sentence: its words there, and how much they weigh. */
record Match(Term term, List<Token> tokens, double weight, boolean whole, boolean isSecond) {

  Match {
    tokens = List.copyOf(tokens);
  }

  Match(Term term, List<Token> tokens, double weight, boolean whole) {
    this(term, tokens, weight, whole, false);
  }

  /** The same, offered beside a better one. */
  Match second() {
    return new Match(term, tokens, weight, whole, true);
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

  /** One word that stands for a whole topic says little beside anything else. */
  boolean isWeak() {
    return tokens.size() == 1 && term.general();
  }
}
