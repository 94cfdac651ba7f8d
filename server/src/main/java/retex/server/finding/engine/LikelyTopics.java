package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the words of a clause together say of topics and skills, set beside the skills that it
 * names: likely ones are offered too, and each is held for as sure as it has proved to be.
 */
final class LikelyTopics {

  private static final double OF_SENTENCE = 0.3; // of what the clauses beside say
  private static final double OF_TEXT = 0.15;
  private static final double OF_HINT = 1.5;
  private static final int OFFERED = 3;
  private static final int OF_A_TOPIC = 2;
  private static final int MOST = 4; // of one clause

  private final PhraseIndex index;
  private final TopicWeights weights;
  private final Hint hint;
  private final Map<String, Double> ofText = new HashMap<>();
  private final Map<Sentence, Map<String, Double>> ofSentences = new IdentityHashMap<>();

  LikelyTopics(PhraseIndex index, TopicWeights weights, List<Sentence> sentences, Hint hint) {
    this.index = index;
    this.weights = weights;
    this.hint = hint;
    for (Sentence sentence : sentences) {
      Map<String, Double> scores = scores(sentence.tokens());
      ofSentences.put(sentence, scores);
      scores.forEach((topic, score) -> ofText.merge(topic, score / sentences.size(), Double::sum));
    }
  }

  /**
   * The skills named, in their order, and the likely ones where a clause does more than explain.
   */
  List<Match> beside(List<Match> named, Sentence sentence, Set<Token> explaining) {
    var all = new ArrayList<Match>();
    for (int i = 0; i < sentence.segments(); i++) {
      int segment = i;
      List<Match> here = named.stream().filter(it -> it.segment() == segment).toList();
      List<Token> clause = sentence.segment(segment);
      boolean says =
          clause.stream().anyMatch(it -> !it.negates() && !it.opens() && !explaining.contains(it));
      all.addAll(says ? beside(here, sentence, clause) : here);
    }
    all.sort(Comparator.comparingInt(Match::first));
    return all;
  }

  private List<Match> beside(List<Match> named, Sentence sentence, List<Token> clause) {
    List<Token> tokens = clause.stream().filter(it -> !it.negates() && !it.opens()).toList();
    Map<String, Double> ofTopics = shares(scores(clause, sentence));
    var skills = new HashMap<String, Map<String, Double>>();
    var beside = new ArrayList<Match>();
    for (Match match : named) {
      String topic = match.term().topic();
      beside.add(weighed(match, ofTopics, skills.computeIfAbsent(topic, it -> skills(it, clause))));
    }
    List<String> ranked = TopicModel.ranked(ofTopics);
    for (String topic : ranked.subList(0, Math.min(OFFERED, ranked.size()))) {
      Map<String, Double> of = skills.computeIfAbsent(topic, it -> skills(it, clause));
      List<String> best = TopicModel.ranked(of);
      for (Term skill : index.skills(topic)) {
        int place = best.indexOf(skill.code());
        boolean isNamed = named.stream().anyMatch(it -> it.term().equals(skill));
        if (!isNamed && place < OF_A_TOPIC) {
          beside.add(weighed(new Match(skill, tokens, 0, false), ofTopics, of));
        }
      }
    }
    beside.sort(Comparator.comparingDouble(Match::sure).reversed());
    List<Term> terms = named.stream().filter(Match::isNamed).map(Match::term).toList();
    var sure = new ArrayList<Match>();
    for (Match match : beside) {
      boolean isNew = sure.stream().noneMatch(it -> it.term().equals(match.term()));
      boolean isSure = match.sure() >= Certainty.LEAST && sure.size() < MOST;
      if (isNew && (sure.isEmpty() || isSure || terms.contains(match.term()))) {
        sure.add(match);
      }
    }
    return sure;
  }

  private static Match weighed(
      Match match, Map<String, Double> ofTopics, Map<String, Double> ofSkills) {
    Term skill = match.term();
    return match.isCarried()
        ? match
        : match.surely(
            Certainty.of(
                match,
                ofTopics.getOrDefault(skill.topic(), 0.0),
                ofSkills.getOrDefault(skill.code(), 0.0)));
  }

  private Map<String, Double> scores(List<Token> clause, Sentence sentence) {
    Map<String, Double> ofSentence = ofSentences.getOrDefault(sentence, Map.of());
    Map<String, Double> own = sentence.segments() == 1 ? ofSentence : scores(clause);
    Map<String, Double> scores = new HashMap<>(own);
    ofSentence.forEach(
        (topic, score) ->
            scores.merge(topic, OF_SENTENCE * (score - own.getOrDefault(topic, 0.0)), Double::sum));
    ofText.forEach((topic, score) -> scores.merge(topic, OF_TEXT * score, Double::sum));
    hint.topics().forEach(topic -> scores.computeIfPresent(topic, (any, it) -> it + OF_HINT));
    return scores;
  }

  /** How likely each is among all. */
  private static Map<String, Double> shares(Map<String, Double> scores) {
    double most = scores.values().stream().mapToDouble(it -> it).max().orElse(0);
    double all = scores.values().stream().mapToDouble(it -> Math.exp(it - most)).sum();
    var shares = new HashMap<String, Double>();
    scores.forEach((label, score) -> shares.put(label, Math.exp(score - most) / all));
    return shares;
  }

  private Map<String, Double> scores(List<Token> tokens) {
    return weights.topics(stems(tokens));
  }

  private Map<String, Double> skills(String topic, List<Token> clause) {
    List<String> codes = index.skills(topic).stream().map(Term::code).toList();
    return shares(weights.skills(stems(clause), codes));
  }

  private List<String> stems(List<Token> tokens) {
    return tokens.stream().map(it -> index.mended(it.stem())).toList();
  }
}
