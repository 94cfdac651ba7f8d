package retex.server.finding.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Fits {@link Certainty} and {@link Praise} to the remarks that models are trained on, each read by
 * a model that has not learnt from it: the remarks of every skill are dealt into parts, and a part
 * is read by the model of all others. Those whose writers knew the skills' names are easier: of
 * them only the short ones count, and little. Nothing that is reported takes part.
 */
final class CertaintyFit {

  private static final int PARTS = 4;
  private static final int EASY = 2; // what a writer thinks of first is easier than the rest
  private static final double OF_SHORT = 0.05; // those that mostly name the skill
  private static final double OF_KNOWING = 0.5; // side, told by those who know the names

  private final Vocabulary vocabulary = Vocabulary.shipped();
  private final LogisticFit skills = new LogisticFit(Grounds.SIGNS.size());
  private final LogisticFit sides = new LogisticFit(SideGrounds.SIGNS.size());

  /** Reads the remarks of a language; {@code trained}: by models, not by the phrases alone. */
  void read(Path folder, String language, boolean trained) throws IOException {
    var all = new ArrayList<RemarkTrainer.Remark>();
    for (RemarkTrainer.Source source : RemarkTrainer.Source.values()) {
      all.addAll(source.remarks(folder, language));
    }
    Map<RemarkTrainer.Remark, Integer> parts = parts(all);
    Map<RemarkTrainer.Remark, Double> counting = counting(all);
    ToDoubleFunction<RemarkTrainer.Remark> balance = RemarkTrainer.balance(all);
    var trainer = new RemarkTrainer(language);
    var indexes = Indexes.of(vocabulary, language);
    for (int part = 0; part < PARTS; part++) {
      int own = part;
      Map<Boolean, List<RemarkTrainer.Remark>> split =
          all.stream().collect(Collectors.partitioningBy(it -> parts.get(it) == own));
      Optional<RemarkModel> model =
          trained ? Optional.of(trainer.trained(folder, split.get(false))) : Optional.empty();
      for (RemarkTrainer.Remark it : split.get(true)) {
        double counts = counting.getOrDefault(it, 0.0);
        var told = new ArrayList<SideGrounds>();
        Indexes of =
            indexes.with(
                () -> model,
                grounds -> seen(grounds, it, counts),
                grounds -> {
                  told.add(grounds);
                  return 1;
                });
        new Proposer(Map.of(language, of)).propose(it.text(), language, Hint.none());
        told.forEach(
            each ->
                sides.add(
                    each.signs(),
                    it.praises(),
                    ofSide(it.source()) * balance.applyAsDouble(it) / told.size()));
      }
    }
  }

  private static Map<RemarkTrainer.Remark, Double> counting(List<RemarkTrainer.Remark> all) {
    Map<String, Integer> seen = new HashMap<>();
    Map<RemarkTrainer.Remark, Double> counting = new HashMap<>();
    for (RemarkTrainer.Remark it : all) {
      int place = seen.merge(it.source() + it.skill(), 1, Integer::sum);
      double counts =
          switch (it.source()) {
            case OTHERS -> place > EASY ? 1 : 0;
            case SHORT -> OF_SHORT;
            case SEEN, WIDE, MORE, PLAIN -> 0;
          };
      counting.put(it, counts);
    }
    return counting;
  }

  private static Map<RemarkTrainer.Remark, Integer> parts(List<RemarkTrainer.Remark> all) {
    Map<String, Integer> seen = new HashMap<>();
    Map<RemarkTrainer.Remark, Integer> parts = new HashMap<>();
    all.forEach(it -> parts.put(it, seen.merge(it.skill(), 1, Integer::sum) % PARTS));
    return parts;
  }

  private static double ofSide(RemarkTrainer.Source source) {
    return switch (source) {
      case OTHERS, SEEN -> 1;
      case MORE, SHORT, PLAIN -> OF_KNOWING;
      case WIDE -> 0;
    };
  }

  private double seen(Grounds grounds, RemarkTrainer.Remark of, double counting) {
    skills.add(grounds.signs(), grounds.match().term().code().equals(of.skill()), counting);
    return 0;
  }

  /** To be named weighs nothing where it would make a skill less sure. */
  double[] weights() {
    return skills.weights(
        Grounds.NAMED.stream().collect(Collectors.toMap(Grounds.SIGNS::indexOf, any -> 0.0)));
  }

  /** Of praise. */
  double[] ofPraise() {
    Map<Integer, Double> least = new HashMap<>();
    SideGrounds.LEAST.forEach((sign, weight) -> least.put(SideGrounds.SIGNS.indexOf(sign), weight));
    return sides.weights(least);
  }
}
