package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Multinomial logistic regression by AdaGrad, in an order that a fixed generator deals: the same
 * texts give the same weights on every machine.
 */
final class Logistic {

  private static final double DECAY = 0.03; // of a weight, once a round

  private static final double DOUBT = 0.02; // so often is anything thought to be seen with a label

  private final int[] features; // hashes, sorted
  private final byte[] rarity;
  private final int[] seen;
  private final int rounds;
  private final double step;

  /** Of the features of all texts that a model is made of. */
  Logistic(List<Text> texts, int rounds, double step) {
    this.rounds = rounds;
    this.step = step;
    Map<Integer, Integer> counts = new TreeMap<>();
    Set<Integer> signs = new HashSet<>();
    for (Text text : texts) {
      for (String feature : text.features()) {
        counts.merge(feature.hashCode(), 1, Integer::sum);
        if (feature.startsWith(RemarkFeatures.SIGN)) {
          signs.add(feature.hashCode());
        }
      }
    }
    features = counts.keySet().stream().mapToInt(it -> it).toArray();
    rarity = new byte[features.length];
    seen = new int[features.length];
    for (int i = 0; i < features.length; i++) {
      seen[i] = counts.getOrDefault(features[i], 1);
      rarity[i] =
          signs.contains(features[i])
              ? SparseModel.ofSign()
              : SparseModel.kept(texts.size(), seen[i]);
    }
  }

  /** A text as its features, its label, and how much it counts. */
  record Text(Set<String> features, String label, double counts) {}

  /** The weights of the labels, for the texts that bear one of them. */
  Trained train(List<Text> texts, List<String> labels) {
    var examples = new ArrayList<Example>();
    Map<String, Integer> places = new HashMap<>();
    labels.forEach(it -> places.put(it, places.size()));
    for (Text text : texts) {
      Integer label = places.get(text.label());
      if (label != null && !text.features().isEmpty()) {
        examples.add(example(text, label));
      }
    }
    var trained = new Trained(labels.size(), features.length, step);
    int[] order = new int[examples.size()];
    Arrays.setAll(order, i -> i);
    long state = 20260204;
    for (int round = 0; round < rounds; round++) {
      for (int i = order.length - 1; i > 0; i--) {
        state = state * 6364136223846793005L + 1442695040888963407L; // Knuth, MMIX
        int j = (int) ((state >>> 33) % (i + 1));
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      for (int at : order) {
        trained.learn(examples.get(at), seen);
      }
    }
    return trained;
  }

  /**
   * How often each feature was seen with each label beside how often at all, as logarithms; a label
   * of which much is written does not win by that alone.
   */
  void count(List<Text> texts, List<String> labels, double[][] into) {
    Map<String, Integer> places = new HashMap<>();
    labels.forEach(it -> places.put(it, places.size()));
    var sums = new double[labels.size()];
    for (Text text : texts) {
      int label = places.getOrDefault(text.label(), 0);
      Example it = example(text, label);
      for (int i = 0; i < it.at().length; i++) {
        into[it.at()[i]][label] += it.counts() * it.values()[i];
        sums[label] += it.counts() * it.values()[i];
      }
    }
    double mean = Arrays.stream(sums).average().orElse(1);
    for (double[] row : into) {
      for (int c = 0; c < row.length; c++) {
        row[c] = row[c] == 0 ? 0 : StrictMath.log(1 + row[c] / sums[c] * mean / DOUBT);
      }
    }
  }

  private Example example(Text text, int label) {
    int[] at =
        text.features().stream()
            .mapToInt(it -> Arrays.binarySearch(features, it.hashCode()))
            .toArray();
    var values = new double[at.length];
    double length = 0;
    for (int i = 0; i < at.length; i++) {
      values[i] = SparseModel.value(rarity[at[i]]);
      length += values[i] * values[i];
    }
    for (int i = 0; i < at.length; i++) {
      values[i] /= StrictMath.sqrt(length);
    }
    return new Example(at, values, label, text.counts());
  }

  int[] features() {
    return features.clone();
  }

  byte[] rarity() {
    return rarity.clone();
  }

  private record Example(int[] at, double[] values, int label, double counts) {}

  /** Weights of feature × label, and of each label alone. */
  static final class Trained {

    private final int labels;
    private final double step;
    private final float[] weights;
    private final float[] squares;
    private final double[] bias;
    private final double[] biasSquares;

    Trained(int labels, int features, double step) {
      this.step = step;
      this.labels = labels;
      weights = new float[features * labels];
      squares = new float[features * labels];
      bias = new double[labels];
      biasSquares = new double[labels];
    }

    double weight(int feature, int label) {
      return weights[feature * labels + label];
    }

    double bias(int label) {
      return bias[label];
    }

    private void learn(Example it, int[] seen) {
      double[] likely = likely(it);
      for (int c = 0; c < labels; c++) {
        double error = it.counts() * (likely[c] - (c == it.label() ? 1 : 0));
        if (Math.abs(error) < 1e-4) {
          continue;
        }
        biasSquares[c] += error * error;
        bias[c] -= step * error / StrictMath.sqrt(biasSquares[c] + 1e-6);
        for (int i = 0; i < it.at().length; i++) {
          int w = it.at()[i] * labels + c;
          double slope =
              error * it.values()[i] + it.counts() * DECAY / seen[it.at()[i]] * weights[w];
          squares[w] += (float) (slope * slope);
          weights[w] -= (float) (step * slope / StrictMath.sqrt(squares[w] + 1e-6));
        }
      }
    }

    private double[] likely(Example it) {
      double[] likely = bias.clone();
      for (int i = 0; i < it.at().length; i++) {
        int row = it.at()[i] * labels;
        for (int c = 0; c < labels; c++) {
          likely[c] += weights[row + c] * it.values()[i];
        }
      }
      double most = Arrays.stream(likely).max().orElse(0);
      double all = 0;
      for (int c = 0; c < labels; c++) {
        likely[c] = StrictMath.exp(likely[c] - most);
        all += likely[c];
      }
      for (int c = 0; c < labels; c++) {
        likely[c] /= all;
      }
      return likely;
    }
  }
}
