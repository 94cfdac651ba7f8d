package retex.server.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import retex.instrument.Criterion;
import retex.instrument.TopicCode;
import retex.server.catalogue.Activity;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;

/**
 * Which of a provider's trainings show: the topics that it taught to a rotation, as they were rated
 * in the rotation before and in the one that was taught. Topics that are not open to it are left
 * out.
 */
final class Effects {

  private static final double ABLE = 3;

  private final Catalogue catalogue;

  Effects(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void write(Sheet page, Evidence evidence, Provider provider) {
    Map<TopicCode, Effect> effects = new LinkedHashMap<>();
    TopicTrend.byUnit(evidence)
        .values()
        .forEach(
            rotations -> {
              int last = rotations.size() - 1;
              for (TopicCode topic : taught(provider, rotations.get(last))) {
                Effect effect = effects.computeIfAbsent(topic, any -> new Effect());
                effect.units++;
                effect.after = rated(effect.after, rotations.get(last), topic);
                effect.before =
                    last == 0
                        ? effect.before
                        : rated(effect.before, rotations.get(last - 1), topic);
              }
            });
    var rows = new ArrayList<List<String>>();
    effects.forEach((topic, effect) -> rows.add(row(page, topic, effect)));
    if (!rows.isEmpty()) {
      page.heading(2, "feedback.effect");
      page.table(
          page.say("feedback.effect.caption"),
          List.of(
              "feedback.topic",
              "feedback.units-taught",
              "feedback.effect.before",
              "feedback.effect.after",
              "feedback.effect.shows"),
          rows);
    }
  }

  private Set<TopicCode> taught(Provider provider, Evidence.Evaluated it) {
    var openness = new Openness(catalogue.instruments());
    var topics = new LinkedHashSet<TopicCode>();
    for (Activity activity : catalogue.activitiesOf(provider.code())) {
      if (activity.unit().equals(it.unit().code())
          && activity.rotation().value().equals(it.evaluation().rotation())
          && activity.to().isBefore(it.evaluation().from())) {
        activity.topics().stream().filter(topic -> openness.tells(it, topic)).forEach(topics::add);
      }
    }
    return topics;
  }

  private static TopicTrend.Mean rated(
      TopicTrend.Mean mean, Evidence.Evaluated it, TopicCode topic) {
    TopicTrend.Mean rated = mean;
    for (Criterion criterion : it.instrument().criteria()) {
      int rating = it.shows(criterion) ? it.rating(criterion) : 0;
      if (rating > 0 && criterion.topics().contains(topic)) {
        rated = rated.and(rating);
      }
    }
    return rated;
  }

  private static List<String> row(Sheet page, TopicCode topic, Effect effect) {
    return List.of(
        page.topic(topic.value()),
        Integer.toString(effect.units),
        mean(page, effect.before),
        mean(page, effect.after),
        page.say("feedback.effect." + effect.shows()));
  }

  private static String mean(Sheet page, TopicTrend.Mean mean) {
    OptionalDouble value = mean.value();
    return value.isEmpty()
        ? "–"
        : page.say("feedback.mean-of", page.figure(value.getAsDouble()), mean.count());
  }

  private static final class Effect {
    private int units;
    private TopicTrend.Mean before = TopicTrend.Mean.NONE;
    private TopicTrend.Mean after = TopicTrend.Mean.NONE;

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
