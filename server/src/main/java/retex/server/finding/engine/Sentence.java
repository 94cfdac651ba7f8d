package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A sentence's words that carry meaning, in their order; {@code advises} where it tells what to do;
 * {@code conceding} are the clauses that take back some of the one before: "but slowly"; {@code
 * former} those that tell of a rotation before.
 */
record Sentence(
    int from,
    int to,
    List<Token> tokens,
    Set<Integer> conceding,
    Set<Integer> former,
    boolean startsParagraph,
    boolean advises) {

  private static final int REACH = 4; // words

  Sentence {
    tokens = List.copyOf(tokens);
    conceding = Set.copyOf(conceding);
    former = Set.copyOf(former);
  }

  int segments() {
    return tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).segment() + 1;
  }

  List<Token> segment(int number) {
    return tokens.stream().filter(it -> it.segment() == number).toList();
  }

  /** The negations in whose reach a word stands, without its own. */
  List<Token> negating(Match match) {
    var negating = new ArrayList<Token>();
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
                          && it.at() <= token.at() + REACH);
      if (reached) {
        negating.add(token);
      }
    }
    return negating;
  }

  /** Whether a clause denies anything beyond some words. */
  boolean denies(int segment, Collection<Token> but) {
    return tokens.stream()
        .anyMatch(it -> it.segment() == segment && it.negates() && !but.contains(it));
  }

  /** Whether something ends in a clause: "no longer". */
  boolean ends(int segment) {
    return tokens.stream().anyMatch(it -> it.segment() == segment && it.ends());
  }

  /** The second denial of a clause undoes the first: "never without", "lacks nothing". */
  boolean cancel(Token one, Token other) {
    Token first = one.at() < other.at() ? one : other;
    Token second = first == one ? other : one;
    boolean apart =
        first == second
            || first.segment() != second.segment()
            || first.comma() != second.comma()
            || !first.negates()
            || !second.negates();
    if (apart) {
      return false;
    }
    if (second.kind() == Token.Kind.WITHOUT) {
      return first.kind() != Token.Kind.WITHOUT && !first.modal();
    }
    boolean lacks = first.kind() == Token.Kind.LACK || second.kind() == Token.Kind.LACK;
    return lacks && tokens.subList(first.at() + 1, second.at()).stream().allMatch(Token::isBetween);
  }

  /** Whether two denials of a clause undo each other. */
  boolean cancels(int segment) {
    List<Token> denials = segment(segment).stream().filter(Token::negates).toList();
    return denials.stream().anyMatch(one -> denials.stream().anyMatch(other -> cancel(one, other)));
  }

  /** In French the negation opens before the verb: "ne posent pas". */
  private int reachFrom(Token negation) {
    var openers = new ArrayList<Token>();
    for (Token token : tokens) {
      if (token.opens() && token.at() <= negation.at() && negation.at() - token.at() <= REACH) {
        openers.add(token);
      }
    }
    return openers.isEmpty() ? negation.at() : openers.get(openers.size() - 1).at();
  }
}
