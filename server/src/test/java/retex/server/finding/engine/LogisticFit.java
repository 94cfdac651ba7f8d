package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits a logistic regression of a few signs to cases, the first sign being always one. */
final class LogisticFit {

  private static final int ROUNDS = 25;
  private static final double PULL = 1; // towards zero, of every weight but the first

  private final int count;
  private final List<Case> cases = new ArrayList<>();

  LogisticFit(int signs) {
    this.count = signs;
  }

  /** What was to be judged, whether it was right, and how much it counts. */
  private record Case(double[] signs, int right, double counts) {}

  void add(double[] signs, boolean right, double counts) {
    if (counts > 0) {
      cases.add(new Case(signs, right ? 1 : 0, counts));
    }
  }

  /**
   * The weights under which what was right is likeliest; of some signs, by place, none is less than
   * is said.
   */
  double[] weights(Map<Integer, Double> least) {
    Map<Integer, Double> held = new HashMap<>();
    while (true) {
      double[] weights = held(held);
      Optional<Integer> farthest =
          least.keySet().stream()
              .filter(it -> weights[it] < least.get(it) - 1e-9)
              .min(Comparator.comparingDouble(it -> weights[it] - least.get(it)));
      if (farthest.isEmpty()) {
        return weights;
      }
      held.put(farthest.get(), least.get(farthest.get()));
    }
  }

  /** Newton's method, with some weights held. */
  private double[] held(Map<Integer, Double> held) {
    var weights = new double[count];
    held.forEach((sign, weight) -> weights[sign] = weight);
    for (int round = 0; round < ROUNDS; round++) {
      var slope = new double[count];
      var bend = new double[count][count];
      for (int i = 1; i < count; i++) {
        slope[i] = -PULL * weights[i];
        bend[i][i] = PULL;
      }
      cases.forEach(it -> add(it, weights, slope, bend));
      for (int i : held.keySet()) {
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
