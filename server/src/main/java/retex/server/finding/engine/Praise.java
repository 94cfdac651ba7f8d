package retex.server.finding.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How likely a remark praises a skill, by how often remarks on such grounds did that the model had
 * not learnt from. Fitted together with the models, a line a language of {@code praise.tsv}; only
 * languages that have a model have one. Immutable.
 */
final class Praise {

  private static final String FILE = "/vocabulary/praise.tsv";
  private static final double OF_FAULT = -0.6; // where a plain statement of the text finds fault
  private static final Map<String, Praise> READ = new ConcurrentHashMap<>();

  private final Fitted fitted;

  private Praise(Fitted fitted) {
    this.fitted = fitted;
  }

  /** As fitted for a language. */
  static Praise of(String language) {
    return READ.computeIfAbsent(
        language, it -> new Praise(Fitted.of(FILE, SideGrounds.SIGNS, it).orElseThrow()));
  }

  /** The file's lines: a language, the sum of its model's bytes, and the weights. */
  static List<String> lines() {
    return Fitted.lines(FILE, SideGrounds.SIGNS);
  }

  /** The first line of the file. */
  static String head() {
    return Fitted.head(SideGrounds.SIGNS);
  }

  /** From 0 to 1. */
  double of(SideGrounds grounds) {
    return fitted.of(grounds.signs(), grounds.plain() ? 0 : OF_FAULT);
  }
}
