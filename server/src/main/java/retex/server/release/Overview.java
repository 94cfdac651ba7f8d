package retex.server.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.instrument.Topic;
import retex.instrument.TopicCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.document.Content;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Limits;

/** What a reader of half a minute must know: what to teach next and how, and what goes well. */
final class Overview {

  private static final int TEACH_NEXT = 3;
  private static final int GOES_WELL = 3;
  private static final int MOST_TOPICS = 12;
  private static final double ABLE = 3;

  private final Catalogue catalogue;
  private final Plan plan;

  Overview(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.plan = new Plan(catalogue);
  }

  void write(Sheet page, Evidence evidence, SkillSections.Told told, Limits limits) {
    Map<TopicCode, TopicTrend> trends = TopicTrend.of(evidence);
    List<TopicNeed> needs = needs(evidence);
    page.heading(2, "feedback.teach-next");
    if (needs.isEmpty() && !evidence.tellsOfUnits() && evidence.isInGroupsByForms()) {
      page.paragraph("feedback.nothing-by-unit", evidence.groupsFrom(limits), limits.states());
    } else if (needs.isEmpty() && !evidence.tellsOfUnits()) {
      page.paragraph("feedback.units-withheld");
    } else if (needs.isEmpty()) {
      int ratings = ratingsTold(evidence);
      page.paragraph(
          ratings == 0 ? "feedback.nothing-rated" : "feedback.nothing-pressing", ratings);
    } else {
      page.items(
          true,
          needs.stream()
              .limit(TEACH_NEXT)
              .map(it -> item(page, it, trends, evidence, told))
              .toList());
    }
    goesWell(page, needs, trends);
  }

  /** How many ratings of the units' last evaluations this reader is told, whatever they are. */
  private static int ratingsTold(Evidence evidence) {
    return (int)
        TopicNeed.latest(evidence.evaluations()).stream()
            .flatMap(
                it ->
                    it.instrument().criteria().stream()
                        .filter(one -> it.shows(one) && it.rating(one) > 0))
            .count();
  }

  private static Content.Item item(
      Sheet page,
      TopicNeed need,
      Map<TopicCode, TopicTrend> trends,
      Evidence evidence,
      SkillSections.Told told) {
    TopicTrend trend = trends.get(need.topic().code());
    var says = new ArrayList<String>();
    if (need.low() > 0) {
      says.add(
          need.rated() == 1
              ? page.say("feedback.why.low.only", need.lowest())
              : page.say("feedback.why.low", need.low(), need.rated(), need.lowest()));
    }
    if (need.askedFor() > 0) {
      says.add(page.say("feedback.why.asked", need.askedFor()));
    }
    if (trend != null) {
      trend(page, trend).ifPresent(says::add);
    }
    says.addAll(told.remedies(need.topic().code().value()));
    says.add(
        page.say(
            "feedback.where." + need.topic().where() + (need.topic().basic() ? ".basic" : "")));
    says.add(page.say("feedback.level." + Plan.level(need, evidence)));
    says.addAll(sessions(page, need.topic(), evidence));
    says.add(Plan.sureness(trend).sentence(page));
    return new Content.Item(page.topic(need.topic()), String.join(" ", says));
  }

  private static Optional<String> trend(Sheet page, TopicTrend trend) {
    OptionalDouble before = trend.before();
    OptionalDouble latest = trend.now();
    if (before.isEmpty() || latest.isEmpty()) {
      return Optional.empty();
    }
    String was = page.figure(before.getAsDouble());
    String is = page.figure(latest.getAsDouble());
    int way = was.equals(is) ? 0 : before.getAsDouble() < latest.getAsDouble() ? 1 : -1;
    String key = way == 0 ? "same" : way > 0 ? "better" : "worse";
    int part = trend.compared() == trend.ratings() ? 0 : trend.compared();
    return Optional.of(page.say("feedback.why.trend." + key, was, is, part));
  }

  /** At which level sessions in the mission found and left their audience, and in what language. */
  private static List<String> sessions(Sheet page, Topic topic, Evidence evidence) {
    List<Evidence.Noted> notes =
        evidence.notes().stream()
            .filter(it -> it.reading().tells(Detail.NOTE_TOPIC))
            .filter(it -> it.note().topic().equals(topic.code()))
            .toList();
    var says = new ArrayList<String>();
    List<Evidence.Noted> levels =
        notes.stream().filter(it -> it.reading().tells(Detail.NOTE_LEVELS)).toList();
    if (!levels.isEmpty()) {
      double before = levels.stream().mapToInt(it -> it.note().levelBefore()).average().orElse(0);
      double after = levels.stream().mapToInt(it -> it.note().levelAfter()).average().orElse(0);
      says.add(page.say("feedback.why.level", page.figure(before), page.figure(after)));
    }
    List<Evidence.Noted> languages =
        notes.stream().filter(it -> it.reading().tells(Detail.NOTE_LANGUAGE_BARRIER)).toList();
    long barriers = languages.stream().filter(it -> it.note().languageBarrier()).count();
    if (barriers > 0) {
      says.add(page.say("feedback.why.language", barriers, languages.size()));
    }
    return says;
  }

  private void goesWell(Sheet page, List<TopicNeed> needs, Map<TopicCode, TopicTrend> trends) {
    List<TopicCode> needed = needs.stream().map(it -> it.topic().code()).toList();
    List<TopicTrend> well =
        trends.values().stream()
            .filter(it -> !needed.contains(it.topic()))
            .filter(it -> it.latest().value().orElse(0) >= ABLE)
            .sorted(
                Comparator.comparingDouble((TopicTrend it) -> it.latest().value().orElse(0))
                    .thenComparingDouble(Overview::gain)
                    .thenComparingInt(TopicTrend::ratings)
                    .reversed())
            .limit(GOES_WELL)
            .toList();
    if (well.isEmpty()) {
      return;
    }
    page.heading(2, "feedback.goes-well");
    var items = new ArrayList<Content.Item>();
    for (TopicTrend it : well) {
      var says = new ArrayList<String>();
      says.add(
          page.say(
              "feedback.goes-well.rated",
              page.figure(it.latest().value().orElse(0)),
              it.latest().count()));
      trend(page, it).ifPresent(says::add);
      items.add(new Content.Item(page.topic(it.topic().value()), String.join(" ", says)));
    }
    page.items(false, items);
  }

  private static double gain(TopicTrend it) {
    return it.now().orElse(0) - it.before().orElse(0);
  }

  /** Gaps by topic, what to train and how, and how the topics' ratings went over rotations. */
  void gaps(Sheet page, Evidence evidence, Provider provider) {
    List<TopicNeed> needs = needs(evidence);
    Map<TopicCode, TopicTrend> trends = TopicTrend.of(evidence);
    if (!needs.isEmpty()) {
      page.heading(2, "feedback.by-topic");
      page.table(
          page.say("feedback.by-topic.caption"),
          List.of(
              "feedback.topic",
              "feedback.rated-low",
              "feedback.change",
              "feedback.asked-for",
              "feedback.recommended"),
          needs.stream().map(it -> row(page, it, trends.get(it.topic().code()))).toList());
      plan.write(page, evidence, provider, needs, trends);
    }
    List<Content.Bar> bars =
        Stream.concat(needs.stream().map(it -> it.topic().code()), trends.keySet().stream())
            .distinct()
            .map(trends::get)
            .filter(it -> it != null && it.before().isPresent())
            .limit(MOST_TOPICS)
            .map(it -> bar(page, it))
            .toList();
    if (!bars.isEmpty()) {
      page.heading(2, "feedback.over-rotations");
      page.bars(
          page.say("feedback.over-rotations.caption"),
          List.of("feedback.topic", "feedback.rating-scale", "feedback.means", "feedback.change"),
          bars);
    }
  }

  private static List<String> row(Sheet page, TopicNeed it, @Nullable TopicTrend trend) {
    return List.of(
        page.topic(it.topic()),
        it.rated() == 0 ? "–" : page.say("feedback.n-of-m", it.low(), it.rated()),
        trend == null ? "–" : change(page, trend).orElse("–"),
        it.askedFor() == 0 ? "–" : Integer.toString(it.askedFor()),
        page.say("feedback.recommend." + it.topic().where()));
  }

  /** How the latest rotation stands to the one before; empty where none can be compared. */
  private static Optional<String> change(Sheet page, TopicTrend trend) {
    OptionalDouble before = trend.before();
    OptionalDouble latest = trend.now();
    return before.isEmpty() || latest.isEmpty()
        ? Optional.empty()
        : Optional.of(UnitSections.change(page, before.getAsDouble(), latest.getAsDouble()));
  }

  private static Content.Bar bar(Sheet page, TopicTrend trend) {
    var values = new ArrayList<Double>();
    var told = new ArrayList<String>();
    var alternative = new ArrayList<String>();
    for (int i = 0; i < trend.rotations().size(); i++) {
      OptionalDouble mean = trend.rotations().get(i).value();
      values.add(mean.orElse(0));
      String figure = mean.isPresent() ? page.figure(mean.getAsDouble()) : "–";
      told.add(figure);
      if (mean.isPresent()) {
        int back = trend.rotations().size() - 1 - i;
        alternative.add(page.say("feedback.over-rotations." + back, figure));
      }
    }
    String change = change(page, trend).orElse("–");
    return new Content.Bar(
        page.topic(trend.topic().value()),
        values,
        joined(page, told),
        page.say("feedback.change.ratings", change, trend.compared()),
        joined(page, alternative));
  }

  private static String joined(Sheet page, List<String> texts) {
    return texts.stream()
        .reduce((one, other) -> page.say("feedback.series", one, other))
        .orElse("");
  }

  private List<TopicNeed> needs(Evidence evidence) {
    return TopicNeed.of(evidence, catalogue.instruments()).stream()
        .filter(TopicNeed::isNeeded)
        .toList();
  }
}
