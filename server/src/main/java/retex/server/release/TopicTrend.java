package retex.server.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import retex.instrument.Criterion;
import retex.instrument.TopicCode;

/**
 * The ratings of a topic that this reader may see, over rotations: each unit's last evaluation in
 * each of its rotations, counted back from its latest. The oldest rotation is the first.
 */
record TopicTrend(TopicCode topic, List<Mean> rotations, int units) {

  private static final int MOST_ROTATIONS = 3;

  TopicTrend {
    rotations = List.copyOf(rotations);
  }

  /** Some ratings together. */
  record Mean(int sum, int count) {

    static final Mean NONE = new Mean(0, 0);

    Mean and(int rating) {
      return new Mean(sum + rating, count + 1);
    }

    OptionalDouble value() {
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / count);
    }
  }

  Mean latest() {
    return rotations.get(rotations.size() - 1);
  }

  /** The newest rotation before the latest in which the topic was rated. */
  OptionalDouble before() {
    for (int i = rotations.size() - 2; i >= 0; i--) {
      if (rotations.get(i).count() > 0) {
        return rotations.get(i).value();
      }
    }
    return OptionalDouble.empty();
  }

  int ratings() {
    return rotations.stream().mapToInt(Mean::count).sum();
  }

  /** Of every topic that any rating touches. */
  static Map<TopicCode, TopicTrend> of(Evidence evidence) {
    Map<TopicCode, Map<Integer, Mean>> means = new LinkedHashMap<>();
    Map<TopicCode, Set<String>> units = new HashMap<>();
    int oldest = 0;
    for (List<Evidence.Evaluated> rotations : byUnit(evidence).values()) {
      int first = Math.max(0, rotations.size() - MOST_ROTATIONS);
      for (int i = first; i < rotations.size(); i++) {
        Evidence.Evaluated it = rotations.get(i);
        int back = rotations.size() - 1 - i;
        oldest = Math.max(oldest, back);
        for (Criterion criterion : it.instrument().criteria()) {
          int rating = it.shows(criterion) ? it.rating(criterion) : 0;
          if (rating > 0) {
            for (TopicCode topic : criterion.topics()) {
              means
                  .computeIfAbsent(topic, any -> new HashMap<>())
                  .merge(back, Mean.NONE.and(rating), (one, other) -> one.and(rating));
              units.computeIfAbsent(topic, any -> new TreeSet<>()).add(it.unit().code().value());
            }
          }
        }
      }
    }
    int last = oldest;
    Map<TopicCode, TopicTrend> trends = new LinkedHashMap<>();
    means.forEach(
        (topic, byBack) ->
            trends.put(
                topic,
                new TopicTrend(
                    topic, inOrder(byBack, last), units.getOrDefault(topic, Set.of()).size())));
    return trends;
  }

  /** Each unit's last evaluation in each rotation, the oldest first. */
  static Map<String, List<Evidence.Evaluated>> byUnit(Evidence evidence) {
    Map<String, Map<String, Evidence.Evaluated>> last = new LinkedHashMap<>();
    for (Evidence.Evaluated it : evidence.evaluations()) {
      Map<String, Evidence.Evaluated> of =
          last.computeIfAbsent(it.unit().code().value(), any -> new LinkedHashMap<>());
      of.remove(it.evaluation().rotation());
      of.put(it.evaluation().rotation(), it);
    }
    Map<String, List<Evidence.Evaluated>> byUnit = new LinkedHashMap<>();
    last.forEach((unit, of) -> byUnit.put(unit, List.copyOf(of.values())));
    return byUnit;
  }

  private static List<Mean> inOrder(Map<Integer, Mean> byBack, int oldest) {
    var inOrder = new ArrayList<Mean>();
    for (int back = 0; back <= oldest; back++) {
      inOrder.add(byBack.getOrDefault(back, Mean.NONE));
    }
    Collections.reverse(inOrder);
    return inOrder;
  }
}
