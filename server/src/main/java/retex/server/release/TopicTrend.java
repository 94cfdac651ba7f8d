package retex.server.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.LocalText;
import retex.instrument.TopicCode;

/**
 * The ratings of a topic that this reader may see: {@code latest} those of each unit's latest
 * rotation, of so many {@code units}; {@code rotations} the means over the latest two or three that
 * were evaluated, the oldest first, of the same units on the same questions alone. What was rated
 * but once, or asked otherwise, is no change; where nothing can be compared, there are none.
 */
record TopicTrend(TopicCode topic, Mean latest, int units, List<Mean> rotations) {

  private static final int MOST_ROTATIONS = 3;

  TopicTrend {
    rotations = List.copyOf(rotations);
  }

  /** Some ratings together. */
  record Mean(int sum, int count) {

    static final Mean NONE = new Mean(0, 0);

    static Mean of(Collection<Integer> ratings) {
      return new Mean(ratings.stream().mapToInt(it -> it).sum(), ratings.size());
    }

    static <T> Mean of(Map<T, Integer> ratings, Set<T> which) {
      return of(which.stream().map(ratings::get).toList());
    }

    Mean and(Mean more) {
      return new Mean(sum + more.sum, count + more.count);
    }

    OptionalDouble value() {
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / count);
    }
  }

  /** A question that may stand in several versions of a form. */
  record Question(String form, CriterionCode code, LocalText text) {}

  private record Asked(String unit, Question question) {}

  /** The mean in the rotation evaluated before, of what was rated in both. */
  OptionalDouble before() {
    return back(1);
  }

  /** The mean in the latest rotation, of what was rated in both. */
  OptionalDouble now() {
    return back(0);
  }

  private OptionalDouble back(int back) {
    return rotations.isEmpty()
        ? OptionalDouble.empty()
        : rotations.get(rotations.size() - 1 - back).value();
  }

  /** From how many ratings it is told how the topic stands. */
  int ratings() {
    return latest.count();
  }

  /** How many ratings each of the compared means is made of. */
  int compared() {
    return rotations.isEmpty() ? 0 : rotations.get(0).count();
  }

  /** Of every topic that any rating touches. */
  static Map<TopicCode, TopicTrend> of(Evidence evidence) {
    Map<TopicCode, List<Map<Asked, Integer>>> ratings = new LinkedHashMap<>();
    for (List<Evidence.Evaluated> rotations : byUnit(evidence).values()) {
      for (int back = 0; back < Math.min(MOST_ROTATIONS, rotations.size()); back++) {
        Evidence.Evaluated it = rotations.get(rotations.size() - 1 - back);
        for (TopicCode topic : topics(it)) {
          Map<Asked, Integer> of = ratings.computeIfAbsent(topic, any -> noRatings()).get(back);
          rated(it, topic)
              .forEach(
                  (asked, rating) -> of.put(new Asked(it.unit().code().value(), asked), rating));
        }
      }
    }
    Map<TopicCode, TopicTrend> trends = new LinkedHashMap<>();
    ratings.forEach((topic, byBack) -> trends.put(topic, of(topic, byBack)));
    return trends;
  }

  private static TopicTrend of(TopicCode topic, List<Map<Asked, Integer>> byBack) {
    Map<Asked, Integer> latest = byBack.get(0);
    Set<Asked> both = new HashSet<>(latest.keySet());
    both.retainAll(byBack.get(1).keySet());
    var rotations = new ArrayList<Mean>();
    if (!both.isEmpty()) {
      int most = byBack.get(2).keySet().containsAll(both) ? 2 : 1;
      for (int back = most; back >= 0; back--) {
        rotations.add(Mean.of(byBack.get(back), both));
      }
    }
    int units = (int) latest.keySet().stream().map(Asked::unit).distinct().count();
    return new TopicTrend(topic, Mean.of(latest.values()), units, rotations);
  }

  private static List<Map<Asked, Integer>> noRatings() {
    return List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  private static Set<TopicCode> topics(Evidence.Evaluated it) {
    return it.instrument().criteria().stream()
        .filter(one -> it.shows(one) && it.rating(one) > 0)
        .flatMap(one -> one.topics().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What this reader is told of a topic in one evaluation: how each question was rated. */
  static Map<Question, Integer> rated(Evidence.Evaluated it, TopicCode topic) {
    Map<Question, Integer> rated = new HashMap<>();
    for (Criterion criterion : it.instrument().criteria()) {
      int rating = it.shows(criterion) ? it.rating(criterion) : 0;
      if (rating > 0 && criterion.topics().contains(topic)) {
        String form = it.instrument().ref().id();
        rated.put(new Question(form, criterion.code(), criterion.text()), rating);
      }
    }
    return rated;
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
}
