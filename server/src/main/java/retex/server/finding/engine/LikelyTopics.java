package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the words of a clause together say of topics, set beside the skills that it names: a topic
 * that is likelier than those named is offered too, with the skill that its words fit best, and
 * what is named of an unlikely topic is held for less sure.
 */
final class LikelyTopics {

  private static final double OF_SENTENCE = 0.3; // of what the clauses beside say
  private static final double OF_TEXT = 0.15;
  private static final double OF_HINT = 1.5;
  private static final int OFFERED = 3;
  private static final int MOST = 4;
  private static final int UNLIKELY = 6; // place from which a topic is
  private static final double ENOUGH = 1.5;
  private static final double FAR = 4; // behind the likeliest
  private static final double FITS = 2; // words of a skill
  private static final double OF_PLACE = 0.12; // less sure for each likelier topic
  private static final int LAST_PLACE = 4;

  private final PhraseIndex index;
  private final TopicModel model;
  private final TopicModel ofSkills;
  private final Hint hint;
  private final Map<String, Double> ofText = new HashMap<>();
  private final Map<Sentence, Map<String, Double>> ofSentences = new IdentityHashMap<>();

  LikelyTopics(
      PhraseIndex index,
      TopicModel model,
      TopicModel ofSkills,
      List<Sentence> sentences,
      Hint hint) {
    this.index = index;
    this.model = model;
    this.ofSkills = ofSkills;
    this.hint = hint;
    for (Sentence sentence : sentences) {
      Map<String, Double> scores = scores(sentence.tokens());
      ofSentences.put(sentence, scores);
      scores.forEach((topic, score) -> ofText.merge(topic, score / sentences.size(), Double::sum));
    }
  }

  /** The skills named, in their order, and the likely ones. */
  List<Match> beside(List<Match> named, Sentence sentence) {
    var all = new ArrayList<Match>();
    for (int i = 0; i < sentence.segments(); i++) {
      int segment = i;
      List<Match> here = named.stream().filter(it -> it.segment() == segment).toList();
      all.addAll(beside(here, sentence, segment));
    }
    all.sort(Comparator.comparingInt(Match::first));
    return all;
  }

  private List<Match> beside(List<Match> named, Sentence sentence, int segment) {
    List<Token> clause = sentence.segment(segment);
    if (clause.isEmpty()) {
      return named;
    }
    Map<String, Double> ofSentence = ofSentences.getOrDefault(sentence, Map.of());
    Map<String, Double> own = sentence.segments() == 1 ? ofSentence : scores(clause);
    Map<String, Double> scores = new HashMap<>(own);
    ofSentence.forEach(
        (topic, score) ->
            scores.merge(topic, OF_SENTENCE * (score - own.getOrDefault(topic, 0.0)), Double::sum));
    ofText.forEach((topic, score) -> scores.merge(topic, OF_TEXT * score, Double::sum));
    hint.topics().forEach(topic -> scores.computeIfPresent(topic, (any, it) -> it + OF_HINT));
    List<String> ranked = TopicModel.ranked(scores);
    double best = scores.getOrDefault(ranked.get(0), 0.0);
    var beside = new ArrayList<Match>();
    for (Match match : named) {
      int place = ranked.indexOf(match.term().topic());
      boolean unlikely = place >= UNLIKELY && match.tokens().size() == 1;
      if (!unlikely || named.size() < MOST) {
        beside.add(match.surely(match.sure() - OF_PLACE * Math.min(place, LAST_PLACE)));
      }
    }
    for (String topic : ranked.subList(0, Math.min(OFFERED, ranked.size()))) {
      double score = scores.getOrDefault(topic, 0.0);
      boolean isNamed = beside.stream().anyMatch(it -> it.term().topic().equals(topic));
      boolean says = own.getOrDefault(topic, 0.0) >= ENOUGH && score >= ENOUGH;
      if (!isNamed && says && best - score <= FAR) {
        double sure = 0.25 + 0.5 * share(scores, topic);
        skill(topic, clause).ifPresent(it -> beside.add(it.surely(sure)));
      }
    }
    return beside;
  }

  /** How likely a topic is among all. */
  private static double share(Map<String, Double> scores, String topic) {
    double of = scores.getOrDefault(topic, 0.0);
    return 1 / scores.values().stream().mapToDouble(it -> Math.exp(it - of)).sum();
  }

  private Map<String, Double> scores(List<Token> tokens) {
    return model.scores(tokens.stream().map(it -> index.mended(it.stem())).toList());
  }

  /** The skill of a topic that a clause's words fit best; the one for the whole where none fits. */
  private Optional<Match> skill(String topic, List<Token> clause) {
    List<Token> tokens = clause.stream().filter(it -> !it.negates() && !it.opens()).toList();
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> scores =
        ofSkills.scores(
            tokens.stream().map(it -> index.mended(it.stem())).toList(),
            index.skills(topic).stream().map(Term::code).toList());
    return index.skills(topic).stream()
        .max(
            Comparator.comparingDouble((Term it) -> fit(it, scores))
                .thenComparing(Term::code, Comparator.reverseOrder()))
        .map(it -> new Match(it, tokens, 0, false));
  }

  /** The skill for the whole topic stands where no other fits well. */
  private static double fit(Term skill, Map<String, Double> scores) {
    double score = scores.getOrDefault(skill.code(), 0.0);
    return skill.general() ? Math.max(score, FITS) : score;
  }
}
