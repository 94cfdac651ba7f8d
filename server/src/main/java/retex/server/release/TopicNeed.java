package retex.server.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.instrument.Criterion;
import retex.instrument.Instruments;
import retex.instrument.Topic;
import retex.instrument.TopicCode;
import retex.server.policy.engine.Detail;

/**
 * How much a topic needs to be taught: how many visible ratings there were of it, how many of them
 * were 1 or 2, the lowest, and how often evaluators and trainers asked for it. The order is basics
 * first, then what endangers lives, then the share of low ratings (rules of thumb of the domain).
 */
record TopicNeed(Topic topic, int rated, int low, int lowest, int askedFor) {

  static final int LOW = 2;

  boolean isNeeded() {
    return low > 0 || askedFor > 0;
  }

  /** The needs of all topics that are open, the most pressing first. */
  static List<TopicNeed> of(Evidence evidence, Instruments instruments) {
    var openness = new Openness(instruments);
    Map<TopicCode, int[]> counts = new LinkedHashMap<>();
    for (Evidence.Evaluated it : latest(evidence.evaluations())) {
      for (Criterion criterion : it.instrument().criteria()) {
        if (it.shows(criterion)) {
          criterion.topics().forEach(topic -> count(counts, topic, it.rating(criterion)));
        }
      }
      if (it.reading().tells(Detail.TRAINING_NEED)) {
        it.evaluation().trainingNeeds().stream()
            .filter(topic -> openness.tells(it, topic))
            .forEach(topic -> ask(counts, topic));
      }
    }
    evidence.notes().stream()
        .filter(it -> it.reading().tells(Detail.NOTE_REMEDIAL))
        .forEach(
            it ->
                it.note().remedial().stream()
                    .filter(topic -> openness.tells(it, topic))
                    .forEach(topic -> ask(counts, topic)));
    var needs = new ArrayList<TopicNeed>();
    counts.forEach(
        (code, count) ->
            instruments
                .topics()
                .find(code)
                .ifPresent(
                    topic ->
                        needs.add(new TopicNeed(topic, count[0], count[1], count[2], count[3]))));
    needs.sort(
        Comparator.comparingDouble(TopicNeed::weight)
            .reversed()
            .thenComparing(it -> it.topic().code()));
    return needs;
  }

  /** The last evaluation of each unit. */
  static List<Evidence.Evaluated> latest(List<Evidence.Evaluated> evaluations) {
    Map<String, Evidence.Evaluated> last = new LinkedHashMap<>();
    evaluations.forEach(it -> last.put(it.unit().code().value(), it));
    return List.copyOf(last.values());
  }

  private double weight() {
    double share = rated == 0 ? 0 : (double) low / rated;
    double worst = low == 0 ? 0 : 5 - lowest;
    double need = 2 * share + worst / 2 + 0.6 * Math.min(askedFor, 3);
    double urgency = (topic.basic() ? 1.25 : 1) * (topic.isCriticalToSecurity() ? 1.25 : 1);
    return isNeeded() ? need * urgency : 0;
  }

  private static void count(Map<TopicCode, int[]> counts, TopicCode topic, int rating) {
    int[] count = counts.computeIfAbsent(topic, any -> new int[] {0, 0, 5, 0});
    if (rating > 0) {
      count[0]++;
      count[1] += rating <= LOW ? 1 : 0;
      count[2] = Math.min(count[2], rating);
    }
  }

  private static void ask(Map<TopicCode, int[]> counts, TopicCode topic) {
    counts.computeIfAbsent(topic, any -> new int[] {0, 0, 5, 0})[3]++;
  }
}
