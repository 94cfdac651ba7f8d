package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
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
  private final Map<String, Weights> weights = new HashMap<>();

  private TopicModel(Map<String, Map<String, Double>> counts, Map<String, Double> sizes) {
    topics = List.copyOf(sizes.keySet());
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
    double sum = 0;
    double[] rates = new double[topics.size()];
    for (int i = 0; i < rates.length; i++) {
      String topic = topics.get(i);
      rates[i] =
          byTopic.getOrDefault(topic, 0.0) / Math.sqrt(sizes.getOrDefault(topic, mean) / mean);
      sum += rates[i];
    }
    double scale =
        switch (feature.charAt(0)) {
          case '+' -> OF_PAIR;
          case '~' -> OF_LETTERS;
          default -> 1;
        };
    var places = new ArrayList<Integer>();
    var values = new ArrayList<Float>();
    for (int i = 0; i < rates.length; i++) {
      if (rates[i] > 0) {
        places.add(i);
        values.add(weight(rates[i], sum, scale));
      }
    }
    return new Weights(places.stream().mapToInt(it -> it).toArray(), values, weight(0, sum, scale));
  }

  private float weight(double rate, double sum, double scale) {
    double share = (rate + DOUBT / topics.size()) / (sum + DOUBT);
    return (float) (scale * Math.log(share * topics.size()));
  }

  /** What words say for each topic, added up; positive speaks for it. */
  Map<String, Double> scores(List<String> stems) {
    double[] scores = new double[topics.size()];
    for (String feature : features(stems)) {
      Weights of = weights.get(feature);
      if (of != null) {
        for (int i = 0; i < scores.length; i++) {
          scores[i] += of.otherwise;
        }
        for (int i = 0; i < of.places.length; i++) {
          scores[of.places[i]] += of.values.get(i) - of.otherwise;
        }
      }
    }
    var byTopic = new HashMap<String, Double>();
    for (int i = 0; i < scores.length; i++) {
      byTopic.put(topics.get(i), scores[i]);
    }
    return byTopic;
  }

  /** Topics by what is said for them, the likeliest first. */
  static List<String> ranked(Map<String, Double> scores) {
    return scores.keySet().stream()
        .sorted(
            Comparator.comparingDouble((String it) -> scores.getOrDefault(it, 0.0))
                .reversed()
                .thenComparing(it -> it))
        .toList();
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

  /** The weights of one feature: some topics have their own, the others all the same. */
  private record Weights(int[] places, List<Float> values, float otherwise) {}
}
