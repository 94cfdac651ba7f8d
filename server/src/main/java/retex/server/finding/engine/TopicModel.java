package retex.server.finding.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much words speak for each topic: the evidence of every word, pair of neighbours and run of
 * four letters for it, learnt from the vocabulary's own phrases and signs (naive Bayes, as weights
 * that are added up). Immutable once built; the same files give the same weights.
 */
final class TopicModel {

  private static final double OF_SIGN = 2; // a sign counts as so many phrases
  private static final double DOUBT = 3.2; // so many phrases elsewhere are always thought possible
  private static final double OF_PAIR = 0.6;
  private static final double OF_LETTERS = 0.35;
  private static final int LETTERS = 4;

  private final List<String> topics;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Weights> weights = new HashMap<>();

  private TopicModel(Map<String, Map<String, Double>> counts, Map<String, Double> sizes) {
    topics = List.copyOf(sizes.keySet());
    topics.forEach(topic -> places.put(topic, places.size()));
    double mean = sizes.values().stream().mapToDouble(it -> it).average().orElse(1);
    counts.forEach(
        (feature, byTopic) -> weights.put(feature, weights(feature, byTopic, sizes, mean)));
  }

  /** Of topics: by the phrases of their skills and by their signs. */
  static TopicModel ofTopics(Vocabulary vocabulary, String language, Reading reading) {
    Map<String, Map<String, Double>> counts = new TreeMap<>();
    Map<String, Double> sizes = new TreeMap<>();
    for (Term skill : vocabulary.skills()) {
      for (String phrase : skill.in(language).phrases()) {
        count(counts, sizes, skill.topic(), reading.stems(phrase), 1);
      }
    }
    vocabulary
        .signs(language)
        .forEach(
            (topic, signs) ->
                signs.forEach(sign -> count(counts, sizes, topic, reading.stems(sign), OF_SIGN)));
    return new TopicModel(counts, sizes);
  }

  /** Of skills: by their phrases. */
  static TopicModel ofSkills(Vocabulary vocabulary, String language, Reading reading) {
    Map<String, Map<String, Double>> counts = new TreeMap<>();
    Map<String, Double> sizes = new TreeMap<>();
    for (Term skill : vocabulary.skills()) {
      for (String phrase : skill.in(language).phrases()) {
        count(counts, sizes, skill.code(), reading.stems(phrase), 1);
      }
    }
    return new TopicModel(counts, sizes);
  }

  private static void count(
      Map<String, Map<String, Double>> counts,
      Map<String, Double> sizes,
      String topic,
      List<String> stems,
      double by) {
    for (String feature : features(stems)) {
      counts.computeIfAbsent(feature, any -> new HashMap<>()).merge(topic, by, Double::sum);
    }
    sizes.merge(topic, by, Double::sum);
  }

  /** A topic of which much is written does not win by that alone. */
  private Weights weights(
      String feature, Map<String, Double> byTopic, Map<String, Double> sizes, double mean) {
    int count = byTopic.size();
    var of = new Weights(new int[count], new float[count]);
    double sum = 0;
    int at = 0;
    for (Map.Entry<String, Double> it : byTopic.entrySet()) {
      of.places[at] = places.getOrDefault(it.getKey(), 0);
      double rate = it.getValue() / Math.sqrt(sizes.getOrDefault(it.getKey(), mean) / mean);
      of.values[at++] = (float) rate;
      sum += rate;
    }
    double scale =
        switch (feature.charAt(0)) {
          case '+' -> OF_PAIR;
          case '~' -> OF_LETTERS;
          default -> 1;
        };
    of.otherwise = weight(0, sum, scale);
    for (int i = 0; i < count; i++) {
      of.values[i] = weight(of.values[i], sum, scale) - of.otherwise;
    }
    return of;
  }

  private float weight(double rate, double sum, double scale) {
    double share = (rate + DOUBT / topics.size()) / (sum + DOUBT);
    return (float) (scale * Math.log(share * topics.size()));
  }

  /** What words say for each topic, added up; positive speaks for it. */
  Map<String, Double> scores(List<String> stems) {
    return scores(stems, topics);
  }

  /** The same for some of the topics. */
  Map<String, Double> scores(List<String> stems, Collection<String> of) {
    double[] scores = new double[topics.size()];
    double all = 0;
    for (String feature : features(stems)) {
      Weights found = weights.get(feature);
      if (found != null) {
        all += found.otherwise;
        for (int i = 0; i < found.places.length; i++) {
          scores[found.places[i]] += found.values[i];
        }
      }
    }
    var byTopic = new HashMap<String, Double>();
    for (String topic : of) {
      byTopic.put(topic, all + scores[places.getOrDefault(topic, 0)]);
    }
    return byTopic;
  }

  private static Set<String> features(List<String> stems) {
    var features = new LinkedHashSet<String>();
    String before = "";
    for (String stem : stems) {
      if (stem.isEmpty() || stem.equals(Token.NOT)) {
        continue;
      }
      features.add(" " + stem);
      if (!before.isEmpty()) {
        features.add("+" + before + " " + stem);
      }
      before = stem;
      for (int i = 0; stem.length() > LETTERS && i + LETTERS <= stem.length(); i++) {
        features.add("~" + stem.substring(i, i + LETTERS));
      }
    }
    return features;
  }

  /** The weights of one feature: what some topics have more than all the others. */
  private static final class Weights {
    private final int[] places;
    private final float[] values;
    private float otherwise;

    Weights(int[] places, float[] values) {
      this.places = places;
      this.values = values;
    }
  }
}
