package retex.server.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import retex.instrument.TopicCode;
import retex.server.catalogue.Activity;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;

/**
 * Which of a provider's trainings show: each that it gave on a topic, by its kind, quarter and
 * language, as the topic was rated in the rotation before and in the one that was taught, of the
 * same units on the same questions; units that cannot be compared are a row of their own. Topics
 * that are not open to it are left out.
 */
final class Effects {

  private static final double ABLE = 3;
  private static final Set<String> KINDS = Set.of("pre-deployment", "in-mission");

  private final Catalogue catalogue;

  Effects(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void write(Sheet page, Evidence evidence, Provider provider) {
    Map<Training, Effect> effects = new TreeMap<>();
    for (List<Evidence.Evaluated> rotations : TopicTrend.byUnit(evidence).values()) {
      for (int i = 0; i < rotations.size(); i++) {
        Evidence.Evaluated taught = rotations.get(i);
        Optional<Evidence.Evaluated> earlier =
            i == 0 ? Optional.empty() : Optional.of(rotations.get(i - 1));
        given(provider, taught)
            .forEach(
                it ->
                    effects
                        .computeIfAbsent(it, any -> new Effect())
                        .add(taught, earlier, it.topic()));
      }
    }
    if (!effects.isEmpty()) {
      var rows = new ArrayList<List<String>>();
      effects.forEach(
          (training, effect) ->
              effect.told().forEach(compared -> rows.add(row(page, training, compared))));
      page.heading(2, "feedback.effect");
      page.table(
          page.say("feedback.effect.caption"),
          List.of(
              "feedback.effect.training",
              "feedback.effect.before",
              "feedback.effect.after",
              "feedback.effect.shows",
              "feedback.sure"),
          rows);
    }
  }

  /** What it gave to a rotation before that was evaluated, a training a topic. */
  private Set<Training> given(Provider provider, Evidence.Evaluated it) {
    var openness = new Openness(catalogue.instruments());
    var given = new HashSet<Training>();
    for (Activity activity : catalogue.activitiesOf(provider.code())) {
      if (activity.unit().equals(it.unit().code())
          && activity.rotation().value().equals(it.evaluation().rotation())
          && activity.to().isBefore(it.evaluation().from())) {
        activity.topics().stream()
            .filter(topic -> openness.tells(it, topic))
            .forEach(topic -> given.add(Training.of(activity, topic)));
      }
    }
    return given;
  }

  private static List<String> row(Sheet page, Training training, Compared effect) {
    return List.of(
        training.told(page),
        mean(page, effect.before),
        mean(page, effect.after),
        page.say("feedback.effect." + effect.shows()),
        new Sureness(effect.after.count(), effect.units.size()).cell(page));
  }

  private static String mean(Sheet page, TopicTrend.Mean mean) {
    OptionalDouble value = mean.value();
    return value.isEmpty()
        ? "–"
        : page.say("feedback.mean-of", page.figure(value.getAsDouble()), mean.count());
  }

  /** A training on one topic: of a kind, ended in a quarter, in a language. The newest first. */
  private record Training(TopicCode topic, int year, int quarter, String kind, String language)
      implements Comparable<Training> {

    static Training of(Activity it, TopicCode topic) {
      LocalDate end = it.to();
      String kind = KINDS.contains(it.kind()) ? it.kind() : "other";
      return new Training(topic, end.getYear(), (end.getMonthValue() + 2) / 3, kind, it.language());
    }

    String told(Sheet page) {
      String inYear = String.format(Locale.ROOT, "%d", year);
      return page.say(
          "feedback.training",
          page.topic(topic.value()),
          page.say("feedback.training." + kind),
          page.say("feedback.quarter." + quarter, inYear),
          Plan.in(page, Set.of(language)));
    }

    @Override
    public int compareTo(Training other) {
      return Comparator.comparing(Training::topic)
          .thenComparing(Training::year, Comparator.reverseOrder())
          .thenComparing(Training::quarter, Comparator.reverseOrder())
          .thenComparing(Training::kind)
          .thenComparing(Training::language)
          .compare(this, other);
    }
  }

  /** The units that have a rotation before to compare with, and those that have none. */
  private static final class Effect {
    private final Compared same = new Compared();
    private final Compared alone = new Compared();

    /** Of a unit that was rated on the same questions before, these alone: else all. */
    void add(Evidence.Evaluated taught, Optional<Evidence.Evaluated> earlier, TopicCode topic) {
      Map<TopicTrend.Question, Integer> now = TopicTrend.rated(taught, topic);
      Map<TopicTrend.Question, Integer> was =
          earlier.map(it -> TopicTrend.rated(it, topic)).orElse(Map.of());
      Set<TopicTrend.Question> both = new HashSet<>(now.keySet());
      both.retainAll(was.keySet());
      String unit = taught.unit().code().value();
      if (both.isEmpty()) {
        alone.add(unit, TopicTrend.Mean.NONE, TopicTrend.Mean.of(now.values()));
      } else {
        same.add(unit, TopicTrend.Mean.of(was, both), TopicTrend.Mean.of(now, both));
      }
    }

    List<Compared> told() {
      List<Compared> rated = Stream.of(same, alone).filter(it -> it.after.count() > 0).toList();
      return rated.isEmpty() ? List.of(alone) : rated;
    }
  }

  private static final class Compared {
    private final Set<String> units = new HashSet<>();
    private TopicTrend.Mean before = TopicTrend.Mean.NONE;
    private TopicTrend.Mean after = TopicTrend.Mean.NONE;

    void add(String unit, TopicTrend.Mean was, TopicTrend.Mean is) {
      before = before.and(was);
      after = after.and(is);
      if (is.count() > 0) {
        units.add(unit);
      }
    }

    String shows() {
      if (after.value().isEmpty()) {
        return "unknown";
      }
      double is = Sheet.printed(after.value().getAsDouble());
      if (before.value().isEmpty()) {
        return is >= ABLE ? "able" : "low";
      }
      double was = Sheet.printed(before.value().getAsDouble());
      if (is >= ABLE) {
        return is > was ? "yes" : "holds";
      }
      return is > was ? "some" : "no";
    }
  }
}
