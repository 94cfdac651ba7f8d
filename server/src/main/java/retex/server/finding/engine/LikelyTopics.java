package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What the words of a clause together say of topics and skills, set beside the skills that it
 * names: likely ones are offered too, and each is held for as sure as it has proved to be.
 */
final class LikelyTopics {

  private static final double OF_SENTENCE = 0.3; // of what the clauses beside say
  private static final double OF_TEXT = 0.1;
  private static final double OF_HINT = 3; // most remarks on a criterion speak of it
  private static final int OFFERED = 3;
  private static final int OF_A_TOPIC = 2;
  private static final int MOST = 4; // of one clause
  private static final int LEAST = 2; // so that there is a choice

  private final PhraseIndex index;
  private final TopicWeights weights;
  private final Map<List<String>, TopicWeights.Said> said = new HashMap<>(); // of words as read
  private final ToDoubleFunction<Grounds> certainty;
  private final Hint hint;
  private final Map<String, Double> ofText = new HashMap<>();
  private final Map<Sentence, Map<String, Double>> ofSentences = new IdentityHashMap<>();

  LikelyTopics(Indexes of, List<Sentence> sentences, Hint hint) {
    this.index = of.skills();
    this.weights = of.weights();
    this.certainty = of.certainty();
    this.hint = hint;
    for (Sentence sentence : sentences) {
      Map<String, Double> scores = said(stems(sentence.tokens())).topics();
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
      List<Token> own =
          clause.stream()
              .filter(it -> !it.negates() && !it.opens() && !explaining.contains(it))
              .toList();
      all.addAll(beside(here, sentence, own.isEmpty() ? clause : own, !own.isEmpty()));
    }
    all.sort(Comparator.comparingInt(Match::first));
    return all;
  }

  private List<Match> beside(
      List<Match> named, Sentence sentence, List<Token> clause, boolean offers) {
    if (clause.isEmpty()) {
      return named;
    }
    List<String> stems = stems(clause);
    Map<String, Double> ofTopics = shares(scores(stems, sentence));
    var ofSkills = new HashMap<String, Map<String, Double>>();
    var all = new ArrayList<>(named);
    for (Match match : named) {
      ofSkills.computeIfAbsent(match.term().topic(), it -> skills(it, stems));
    }
    List<Token> tokens = clause.stream().filter(it -> !it.negates() && !it.opens()).toList();
    for (String topic : best(ofTopics, offers ? OFFERED : 0)) {
      Map<String, Double> of = ofSkills.computeIfAbsent(topic, it -> skills(it, stems));
      List<String> best = best(of, OF_A_TOPIC);
      for (Term skill : index.skills(topic)) {
        boolean isNamed = named.stream().anyMatch(it -> it.term().equals(skill));
        if (!isNamed && best.contains(skill.code())) {
          all.add(new Match(skill, tokens, 0, false));
        }
      }
    }
    return surest(calledFirst(weighed(all, ofTopics, ofSkills, clause), named), named);
  }

  /** Who calls a skill by its name mostly means it: where another leads, the two change places. */
  private List<Match> calledFirst(List<Match> weighed, List<Match> named) {
    List<Term> called =
        named.stream().filter(it -> it.isNamed() && index.isName(it)).map(Match::term).toList();
    int at = 0;
    while (at < weighed.size() && !called.contains(weighed.get(at).term())) {
      at++;
    }
    if (at == 0 || at == weighed.size()) {
      return weighed;
    }
    Match leading = weighed.get(0);
    Match meant = weighed.get(at);
    var changed = new ArrayList<>(weighed);
    changed.set(0, meant.surely(leading.sure()));
    changed.set(at, leading.surely(meant.sure()));
    return changed;
  }

  /** The surest of a clause, two at least, each skill once, and all that are named. */
  private static List<Match> surest(List<Match> all, List<Match> named) {
    List<Term> terms =
        named.stream().filter(it -> it.isNamed() || it.isCarried()).map(Match::term).toList();
    var sure = new ArrayList<Match>();
    for (Match match : all) {
      boolean isNew = sure.stream().noneMatch(it -> it.term().equals(match.term()));
      boolean isSure = match.sure() >= Certainty.LEAST && sure.size() < MOST;
      if (isNew && (sure.size() < LEAST || isSure || terms.contains(match.term()))) {
        sure.add(match);
      }
    }
    return sure;
  }

  private List<Match> weighed(
      List<Match> all,
      Map<String, Double> ofTopics,
      Map<String, Map<String, Double>> ofSkills,
      List<Token> clause) {
    var both = new HashMap<Term, Double>();
    for (Match match : all) {
      both.put(match.term(), of(match, ofTopics) * ofSkill(match, ofSkills));
    }
    var weighed = new ArrayList<Match>();
    for (Match match : all) {
      double other =
          both.entrySet().stream()
              .filter(it -> !it.getKey().equals(match.term()))
              .mapToDouble(Map.Entry::getValue)
              .max()
              .orElse(0);
      weighed.add(
          match.surely(
              certainty.applyAsDouble(
                  new Grounds(
                      match,
                      of(match, ofTopics),
                      ofSkill(match, ofSkills),
                      other,
                      covered(match, clause)))));
    }
    weighed.sort(Comparator.comparingDouble(Match::sure).reversed());
    return weighed;
  }

  /** A short statement has no other words than the name of its skill and those that judge. */
  private static double covered(Match match, List<Token> clause) {
    return clause.stream().filter(match.tokens()::contains).count() / (double) clause.size();
  }

  private static double of(Match match, Map<String, Double> ofTopics) {
    return ofTopics.getOrDefault(match.term().topic(), 0.0);
  }

  private static double ofSkill(Match match, Map<String, Map<String, Double>> ofSkills) {
    Term skill = match.term();
    return ofSkills.getOrDefault(skill.topic(), Map.of()).getOrDefault(skill.code(), 0.0);
  }

  private Map<String, Double> scores(List<String> clause, Sentence sentence) {
    Map<String, Double> ofSentence = ofSentences.getOrDefault(sentence, Map.of());
    Map<String, Double> own = sentence.segments() == 1 ? ofSentence : said(clause).topics();
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

  /** The likeliest, at most so many. */
  private static List<String> best(Map<String, Double> shares, int most) {
    return shares.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Double> skills(String topic, List<String> stems) {
    List<String> codes = index.skills(topic).stream().map(Term::code).toList();
    return shares(said(stems).skills(codes));
  }

  private TopicWeights.Said said(List<String> stems) {
    return said.computeIfAbsent(stems, weights::said);
  }

  private List<String> stems(List<Token> tokens) {
    return tokens.stream().map(it -> index.mended(it.stem())).toList();
  }
}
