package retex.server.finding.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How sure it is that a skill is meant: how often skills proposed on such grounds were right, on
 * labelled remarks that the model which proposed them had not learnt from. Fitted together with the
 * models, a line a language of {@code certainty.tsv}. Immutable.
 */
final class Certainty {

  /** What is less sure would only take an officer's time. */
  static final double LEAST = 0.04;

  /** The line of any language that has no model of remarks. */
  static final String OTHERS = "*";

  private static final String FILE = "/vocabulary/certainty.tsv";
  private static final Map<String, Certainty> READ = new ConcurrentHashMap<>();

  private final double[] weights;

  /** A weight for each of {@link Grounds#SIGNS}. */
  Certainty(double[] weights) {
    if (weights.length != Grounds.SIGNS.size()) {
      throw new IllegalArgumentException("signs: " + weights.length);
    }
    this.weights = weights.clone();
  }

  /** As fitted for a language. */
  static Certainty of(String language) {
    return READ.computeIfAbsent(
        RemarkModel.ships(language) ? language : OTHERS,
        it ->
            lines().stream()
                .map(line -> List.of(line.split("\t")))
                .filter(line -> line.get(0).equals(it))
                .map(line -> read(line.subList(2, line.size())))
                .findFirst()
                .orElseThrow());
  }

  /** The file's lines: a language, the sum of its model's bytes, and the weights. */
  static List<String> lines() {
    try (InputStream in = Certainty.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE);
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (!lines.get(0).equals(head())) {
        throw new IllegalStateException("certainty: other signs");
      }
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of the file. */
  static String head() {
    return "language\tmodel\t" + String.join("\t", Grounds.SIGNS);
  }

  private static Certainty read(List<String> weights) {
    return new Certainty(weights.stream().mapToDouble(Double::parseDouble).toArray());
  }

  /** From 0 to 1. */
  double of(Grounds grounds) {
    double[] signs = grounds.signs();
    double sum = 0;
    for (int i = 0; i < signs.length; i++) {
      sum += weights[i] * signs[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
