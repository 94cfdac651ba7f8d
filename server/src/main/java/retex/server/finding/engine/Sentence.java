package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A sentence's words that carry meaning, in their order; {@code advises} where it tells what to do;
 * {@code conceding} are the clauses that take back some of the one before: "but slowly".
 */
record Sentence(
    int from,
    int to,
    List<Token> tokens,
    Set<Integer> conceding,
    boolean startsParagraph,
    boolean advises) {

  Sentence {
    tokens = List.copyOf(tokens);
    conceding = Set.copyOf(conceding);
  }

  int segments() {
    return tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).segment() + 1;
  }

  List<Token> segment(int number) {
    return tokens.stream().filter(it -> it.segment() == number).toList();
  }

  /** Whether a word stands in the reach of a negation that is none of {@code own}. */
  boolean isNegated(Match match) {
    for (Token token : tokens) {
      if (!token.negates() || match.tokens().contains(token)) {
        continue;
      }
      int first = reachFrom(token);
      boolean reached =
          match.tokens().stream()
              .anyMatch(
                  it ->
                      it.segment() == token.segment()
                          && it.comma() == token.comma()
                          && it.at() >= first
                          && it.at() <= token.at() + 4);
      if (reached) {
        return true;
      }
    }
    return false;
  }

  /** Whether a clause denies anything beyond the words of the matches. */
  boolean denies(int segment, List<Match> but) {
    return tokens.stream()
        .filter(it -> it.segment() == segment && it.negates())
        .anyMatch(it -> but.stream().noneMatch(match -> match.tokens().contains(it)));
  }

  /** In French the negation opens before the verb: "ne posent pas". */
  private int reachFrom(Token negation) {
    var openers = new ArrayList<Token>();
    for (Token token : tokens) {
      if (token.opens() && token.at() <= negation.at() && negation.at() - token.at() <= 4) {
        openers.add(token);
      }
    }
    return openers.isEmpty() ? negation.at() : openers.get(openers.size() - 1).at();
  }
}
