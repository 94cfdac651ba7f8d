package retex.server.finding.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The indexes of one language; {@code trained} is the model that labelled remarks taught, read when
 * first asked for; none for a language that has none.
 */
record Indexes(
    Reading reading,
    PhraseIndex skills,
    PhraseIndex causes,
    PhraseIndex remedies,
    PhraseIndex cues,
    TopicWeights learnt,
    Supplier<Optional<RemarkModel>> trained,
    ToDoubleFunction<Grounds> certainty) {

  static Indexes of(Vocabulary vocabulary, String language) {
    return of(
        vocabulary,
        language,
        () -> RemarkModel.of(language),
        grounds -> Certainty.of(language).of(grounds));
  }

  static Indexes of(
      Vocabulary vocabulary,
      String language,
      Supplier<Optional<RemarkModel>> trained,
      ToDoubleFunction<Grounds> certainty) {
    Reading reading = vocabulary.language(language).reading();
    return new Indexes(
        reading,
        new PhraseIndex(List.copyOf(vocabulary.skills()), language, reading, false),
        new PhraseIndex(List.copyOf(vocabulary.causes()), language, reading, true),
        new PhraseIndex(List.copyOf(vocabulary.remedies()), language, reading, true),
        new PhraseIndex(List.copyOf(vocabulary.judgements().values()), language, reading, true),
        Learnt.of(vocabulary, language, reading),
        trained,
        certainty);
  }

  /** The same with another model, held for as sure as is said. */
  Indexes with(Supplier<Optional<RemarkModel>> model, ToDoubleFunction<Grounds> sure) {
    return new Indexes(reading, skills, causes, remedies, cues, learnt, model, sure);
  }

  boolean knows(String stem) {
    return skills.knows(stem) || causes.knows(stem) || remedies.knows(stem) || cues.knows(stem);
  }

  TopicWeights weights() {
    return trained.get().<TopicWeights>map(it -> new Both(it, learnt)).orElse(learnt);
  }

  /** What the model says, and some of what the phrases say, which have runs of letters too. */
  private record Both(TopicWeights trained, TopicWeights learnt) implements TopicWeights {

    private static final double OF_LEARNT = 0.2;

    @Override
    public Map<String, Double> topics(List<String> stems) {
      return sum(trained.topics(stems), learnt.topics(stems));
    }

    @Override
    public Map<String, Double> skills(List<String> stems, Collection<String> of) {
      return sum(trained.skills(stems, of), learnt.skills(stems, of));
    }

    private static Map<String, Double> sum(Map<String, Double> one, Map<String, Double> other) {
      var sum = new HashMap<>(one);
      other.forEach((label, score) -> sum.merge(label, OF_LEARNT * score, Double::sum));
      return sum;
    }
  }

  /** What the phrases alone teach at the start. */
  private record Learnt(TopicModel topics, TopicModel ofSkills) implements TopicWeights {

    static TopicWeights of(Vocabulary vocabulary, String language, Reading reading) {
      return new Learnt(
          TopicModel.ofTopics(vocabulary, language, reading),
          TopicModel.ofSkills(vocabulary, language, reading));
    }

    @Override
    public Map<String, Double> topics(List<String> stems) {
      return topics.scores(stems);
    }

    @Override
    public Map<String, Double> skills(List<String> stems, Collection<String> of) {
      return ofSkills.scores(stems, of);
    }
  }
}
