package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Guesses the skill of a clause in which no phrase of the vocabulary stands whole, from the words
 * that it shares with the phrases of each skill.
 */
final class Likely {

  private static final double ENOUGH = 6.5;
  private static final double ENOUGH_FOR_TOPIC = 5.0;
  private static final double ENOUGH_ALONE = 4.5;
  private static final double ENOUGH_BESIDE = 7.0;
  private static final int LONG_STEM = 6;

  private Likely() {}

  /** {@code alone}: the whole sentence names no skill, so that a weaker sign will do. */
  static Optional<Match> skill(
      PhraseIndex index, List<Token> clause, Expected expected, boolean alone) {
    Map<Term, List<Token>> byTerm = new HashMap<>();
    for (Token token : clause) {
      for (Term term : index.termsOf(index.mended(token.stem()))) {
        byTerm.computeIfAbsent(term, any -> new ArrayList<>()).add(token);
      }
    }
    Optional<Match> best =
        byTerm.entrySet().stream()
            .map(it -> weighed(index, it.getKey(), it.getValue(), expected))
            .max(
                Comparator.comparingDouble(Match::weight)
                    .thenComparing(it -> it.term().code(), Comparator.reverseOrder()));
    if (best.isEmpty()) {
      return best;
    }
    Match match = best.get();
    if (match.tokens().size() > 1 && match.weight() >= ENOUGH) {
      return best;
    }
    if (!alone) {
      return Optional.empty();
    }
    Optional<Match> topic = topic(index, clause, byTerm, expected);
    if (topic.isPresent()) {
      return topic;
    }
    boolean strong =
        match.weight() >= ENOUGH_ALONE
            && match.tokens().stream().anyMatch(it -> it.stem().length() >= LONG_STEM);
    return strong ? best : Optional.empty();
  }

  /** The skill to which all words of a clause together lead, beside those that it names. */
  static Optional<Match> beside(
      PhraseIndex index, List<Token> clause, Expected expected, List<Match> named) {
    Map<Term, List<Token>> byTerm = new HashMap<>();
    for (Token token : clause) {
      for (Term term : index.termsOf(index.mended(token.stem()))) {
        boolean isNew = named.stream().noneMatch(it -> it.term().topic().equals(term.topic()));
        if (isNew) {
          byTerm.computeIfAbsent(term, any -> new ArrayList<>()).add(token);
        }
      }
    }
    return byTerm.entrySet().stream()
        .filter(it -> it.getValue().size() > 1)
        .map(it -> weighed(index, it.getKey(), it.getValue(), expected))
        .filter(it -> it.weight() >= ENOUGH_BESIDE)
        .max(
            Comparator.comparingDouble(Match::weight)
                .thenComparing(it -> it.term().code(), Comparator.reverseOrder()))
        .map(Match::second);
  }

  /** The skill that stands for the topic to which most of the clause's words lead. */
  private static Optional<Match> topic(
      PhraseIndex index, List<Token> clause, Map<Term, List<Token>> byTerm, Expected expected) {
    Map<String, List<Token>> byTopic = new TreeMap<>();
    for (Token token : clause) {
      for (String topic :
          index.termsOf(index.mended(token.stem())).stream().map(Term::topic).distinct().toList()) {
        byTopic.computeIfAbsent(topic, any -> new ArrayList<>()).add(token);
      }
    }
    Optional<Map.Entry<String, List<Token>>> best =
        byTopic.entrySet().stream()
            .max(Comparator.comparingDouble(it -> sum(index, it.getValue())));
    if (best.isEmpty() || best.get().getValue().size() < 2) {
      return Optional.empty();
    }
    List<Token> tokens = best.get().getValue();
    if (sum(index, tokens) < ENOUGH_FOR_TOPIC) {
      return Optional.empty();
    }
    return byTerm.entrySet().stream()
        .filter(it -> it.getKey().topic().equals(best.get().getKey()))
        .map(it -> weighed(index, it.getKey(), it.getValue(), expected))
        .max(Comparator.comparingDouble(Match::weight));
  }

  private static double sum(PhraseIndex index, List<Token> tokens) {
    return tokens.stream().mapToDouble(it -> index.weigh(index.mended(it.stem()))).sum();
  }

  private static Match weighed(
      PhraseIndex index, Term term, List<Token> tokens, Expected expected) {
    return expected.weigh(new Match(term, tokens, sum(index, tokens), false));
  }
}
