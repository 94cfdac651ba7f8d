package retex.server.finding.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of one language; {@code trained} is the model that labelled remarks taught, read when
 * first asked for; none for a language that has none, of which the phrases alone have {@code
 * learnt}.
 */
record Indexes(
    Reading reading,
    PhraseIndex skills,
    PhraseIndex causes,
    PhraseIndex remedies,
    PhraseIndex cues,
    Supplier<TopicWeights> learnt,
    Supplier<Optional<RemarkModel>> trained,
    ToDoubleFunction<Grounds> certainty,
    ToDoubleFunction<SideGrounds> praise) {

  static Indexes of(Vocabulary vocabulary, String language) {
    return of(
        vocabulary,
        language,
        () -> RemarkModel.of(language),
        grounds -> Certainty.of(language).of(grounds),
        grounds -> Praise.of(language).of(grounds));
  }

  static Indexes of(
      Vocabulary vocabulary,
      String language,
      Supplier<Optional<RemarkModel>> trained,
      ToDoubleFunction<Grounds> certainty,
      ToDoubleFunction<SideGrounds> praise) {
    Reading reading = vocabulary.language(language).reading();
    return new Indexes(
        reading,
        PhraseIndex.ofSkills(List.copyOf(vocabulary.skills()), language, reading),
        PhraseIndex.inOrder(List.copyOf(vocabulary.causes()), language, reading),
        PhraseIndex.inOrder(List.copyOf(vocabulary.remedies()), language, reading),
        PhraseIndex.ofCues(List.copyOf(vocabulary.judgements().values()), language, reading),
        new Once(() -> Learnt.of(vocabulary, language, reading)),
        trained,
        certainty,
        praise);
  }

  /** The same with another model, held for as sure as is said. */
  Indexes with(
      Supplier<Optional<RemarkModel>> model,
      ToDoubleFunction<Grounds> sure,
      ToDoubleFunction<SideGrounds> praises) {
    return new Indexes(reading, skills, causes, remedies, cues, learnt, model, sure, praises);
  }

  boolean knows(String stem) {
    return skills.knows(stem) || causes.knows(stem) || remedies.knows(stem) || cues.knows(stem);
  }

  /** What the model says; what the phrases alone say where there is none. */
  TopicWeights weights() {
    return trained.get().<TopicWeights>map(it -> it).orElseGet(learnt);
  }

  /** Made when first asked for: a language that has a model never asks. */
  private static final class Once implements Supplier<TopicWeights> {

    private final Supplier<TopicWeights> make;
    private @Nullable TopicWeights made;

    Once(Supplier<TopicWeights> make) {
      this.make = make;
    }

    @Override
    public synchronized TopicWeights get() {
      if (made == null) {
        made = make.get();
      }
      return made;
    }
  }

  /** What the phrases alone teach. */
  private record Learnt(TopicModel topics, TopicModel ofSkills) implements TopicWeights {

    static TopicWeights of(Vocabulary vocabulary, String language, Reading reading) {
      return new Learnt(
          TopicModel.ofTopics(vocabulary, language, reading),
          TopicModel.ofSkills(vocabulary, language, reading));
    }

    @Override
    public Said said(List<String> stems) {
      return new Said() {

        @Override
        public Map<String, Double> topics() {
          return topics.scores(stems);
        }

        @Override
        public Map<String, Double> skills(Collection<String> of) {
          return ofSkills.scores(stems, of);
        }
      };
    }
  }
}
