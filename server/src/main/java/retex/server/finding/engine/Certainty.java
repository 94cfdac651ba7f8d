package retex.server.finding.engine;

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

  private final Fitted fitted;

  private Certainty(Fitted fitted) {
    this.fitted = fitted;
  }

  /** As fitted for a language. */
  static Certainty of(String language) {
    return READ.computeIfAbsent(
        RemarkModel.ships(language) ? language : OTHERS,
        it -> new Certainty(Fitted.of(FILE, Grounds.SIGNS, it).orElseThrow()));
  }

  /** The file's lines: a language, the sum of its model's bytes, and the weights. */
  static List<String> lines() {
    return Fitted.lines(FILE, Grounds.SIGNS);
  }

  /** The first line of the file. */
  static String head() {
    return Fitted.head(Grounds.SIGNS);
  }

  /** From 0 to 1. */
  double of(Grounds grounds) {
    return fitted.of(grounds.signs(), 0);
  }
}
