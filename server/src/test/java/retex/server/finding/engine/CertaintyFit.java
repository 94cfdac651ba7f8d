package retex.server.finding.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fits {@link Certainty} to the remarks that models are trained on, each read by a model that has
 * not learnt from it: the remarks of every skill are dealt into parts, and a part is read by the
 * model of all others. Those whose writers knew the skills' names are easier: of them only the
 * short ones count, and little. Nothing that is reported takes part.
 */
final class CertaintyFit {

  private static final int PARTS = 4;
  private static final int EASY = 2; // what a writer thinks of first is easier than the rest
  private static final double OF_SHORT = 0.05; // those that mostly name the skill
  private static final int ROUNDS = 25;
  private static final double PULL = 1; // towards zero, of every weight but the first

  private final Vocabulary vocabulary = Vocabulary.shipped();
  private final List<Case> cases = new ArrayList<>();

  /** What was to be judged, whether it was right, and how much it counts. */
  private record Case(double[] signs, int right, double counts) {}

  /** Reads the remarks of a language; {@code trained}: by models, not by the phrases alone. */
  void read(Path folder, String language, boolean trained) throws IOException {
    var all = new ArrayList<RemarkTrainer.Remark>();
    for (RemarkTrainer.Source source : RemarkTrainer.Source.values()) {
      all.addAll(source.remarks(folder, language));
    }
    Map<RemarkTrainer.Remark, Integer> parts = parts(all);
    Map<RemarkTrainer.Remark, Double> counting = counting(all);
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
        Indexes of = indexes.with(() -> model, grounds -> seen(grounds, it, counts));
        new Proposer(Map.of(language, of)).propose(it.text(), language, Hint.none());
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
            case SEEN, MORE -> 0;
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

  private double seen(Grounds grounds, RemarkTrainer.Remark of, double counting) {
    boolean isRight = grounds.match().term().code().equals(of.skill());
    cases.add(new Case(grounds.signs(), isRight ? 1 : 0, counting));
    return 0;
  }

  /**
   * The weights under which what was right is likeliest; to be named weighs nothing where it would
   * make a skill less sure.
   */
  double[] weights() {
    Set<Integer> nothing = new HashSet<>();
    while (true) {
      double[] weights = weights(nothing);
      OptionalInt least =
          Grounds.NAMED.stream()
              .mapToInt(Grounds.SIGNS::indexOf)
              .filter(it -> weights[it] < 0)
              .reduce((one, other) -> weights[one] < weights[other] ? one : other);
      if (least.isEmpty()) {
        return weights;
      }
      nothing.add(least.getAsInt());
    }
  }

  /** Newton's method, with some weights held at zero. */
  private double[] weights(Set<Integer> nothing) {
    int count = Grounds.SIGNS.size();
    var weights = new double[count];
    for (int round = 0; round < ROUNDS; round++) {
      var slope = new double[count];
      var bend = new double[count][count];
      for (int i = 1; i < count; i++) {
        slope[i] = -PULL * weights[i];
        bend[i][i] = PULL;
      }
      cases.forEach(it -> add(it, weights, slope, bend));
      for (int i : nothing) {
        slope[i] = 0;
        for (int j = 0; j < count; j++) {
          bend[i][j] = 0;
          bend[j][i] = 0;
        }
        bend[i][i] = 1;
      }
      double[] step = solved(bend, slope);
      for (int i = 0; i < count; i++) {
        weights[i] += step[i];
      }
    }
    return weights;
  }

  private static void add(Case of, double[] weights, double[] slope, double[][] bend) {
    double[] x = of.signs();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * x[i];
    }
    double likely = 1 / (1 + StrictMath.exp(-sum));
    for (int i = 0; i < x.length; i++) {
      slope[i] += of.counts() * x[i] * (of.right() - likely);
      for (int j = 0; j < x.length; j++) {
        bend[i][j] += of.counts() * x[i] * x[j] * likely * (1 - likely);
      }
    }
  }

  /** Gauss, with the greatest pivot. */
  private static double[] solved(double[][] of, double[] right) {
    int count = right.length;
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOf(of[i], count + 1);
      rows[i][i] += 1e-9;
      rows[i][count] = right[i];
    }
    for (int i = 0; i < count; i++) {
      int pivot = i;
      for (int j = i + 1; j < count; j++) {
        pivot = Math.abs(rows[j][i]) > Math.abs(rows[pivot][i]) ? j : pivot;
      }
      double[] swap = rows[i];
      rows[i] = rows[pivot];
      rows[pivot] = swap;
      for (int j = 0; j < count; j++) {
        double by = j == i ? 0 : rows[j][i] / rows[i][i];
        for (int k = i; k <= count; k++) {
          rows[j][k] -= by * rows[i][k];
        }
      }
    }
    var solved = new double[count];
    for (int i = 0; i < count; i++) {
      solved[i] = rows[i][count] / rows[i][i];
    }
    return solved;
  }
}
