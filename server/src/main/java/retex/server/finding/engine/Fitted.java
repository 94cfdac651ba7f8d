package retex.server.finding.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A logistic regression over a few signs, its weights read from a file with a line a language: the
 * language, the sum of its model's bytes, and a weight for each sign. Immutable.
 */
final class Fitted {

  private static final String MODEL = "language\tmodel\t";

  private final double[] weights;

  Fitted(double[] weights) {
    this.weights = weights.clone();
  }

  /** As fitted for a language; none where the file has no line for it. */
  static Optional<Fitted> of(String file, List<String> signs, String language) {
    return lines(file, signs).stream()
        .map(line -> List.of(line.split("\t")))
        .filter(line -> line.get(0).equals(language))
        .map(line -> line.subList(2, line.size()).stream().mapToDouble(Double::parseDouble))
        .map(it -> new Fitted(it.toArray()))
        .findFirst();
  }

  /** A file's lines without the first. */
  static List<String> lines(String file, List<String> signs) {
    try (InputStream in = Fitted.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file);
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (!lines.get(0).equals(head(signs))) {
        throw new IllegalStateException(file + ": other signs");
      }
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of a file. */
  static String head(List<String> signs) {
    return MODEL + String.join("\t", signs);
  }

  /** From 0 to 1; {@code more} is added to what the signs say. */
  double of(double[] signs, double more) {
    if (signs.length != weights.length) {
      throw new IllegalArgumentException("signs: " + Arrays.toString(signs));
    }
    double sum = more;
    for (int i = 0; i < signs.length; i++) {
      sum += weights[i] * signs[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
