package retex.server.finding.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely each topic is before a sentence is read: by the criterion that a text remarks on, and
 * by what the rest of the text speaks of.
 */
record Expected(Map<String, Double> byTopic) {

  private static final double OF_HINT = 1.4;
  private static final double OF_TEXT = 0.6;

  Expected {
    byTopic = Map.copyOf(byTopic);
  }

  static Expected of(Hint hint) {
    var byTopic = new HashMap<String, Double>();
    hint.topics().forEach(topic -> byTopic.put(topic, OF_HINT));
    return new Expected(byTopic);
  }

  /** With what the whole text's matches lead to. */
  Expected and(List<Match> ofText) {
    var sums = new HashMap<String, Double>();
    double all = 0;
    for (Match match : ofText) {
      sums.merge(match.term().topic(), match.weight(), Double::sum);
      all += match.weight();
    }
    var expected = new HashMap<>(byTopic);
    for (Map.Entry<String, Double> it : sums.entrySet()) {
      double share = it.getValue() / all;
      expected.merge(it.getKey(), 1 + OF_TEXT * share, (one, other) -> one * other);
    }
    return new Expected(expected);
  }

  Match weigh(Match match) {
    double by = byTopic.getOrDefault(match.term().topic(), 1.0);
    return match.weighing(match.weight() * by);
  }
}
