package retex.server.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instruments;
import retex.instrument.LocalText;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.server.catalogue.Catalogue;
import retex.server.document.Content;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Limits;

/** One unit by itself: its scores, what changed, what stands out. */
final class UnitSections {

  private final Catalogue catalogue;

  UnitSections(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void write(
      Sheet page, Evidence evidence, Evidence.Evaluated latest, Limits limits, String letter) {
    if (latest.reading().tells(Detail.UNIT_DESIGNATION)) {
      page.heading(2, "feedback.unit-heading", letter, latest.unit().name());
      page.forName(latest.unit().name());
    } else {
      page.heading(2, "feedback.unit-heading", letter, page.text(latest.instrument().title()));
    }
    if (!latest.tellsOfUnit()) {
      if (latest.isInGroupsByForm()) {
        page.paragraph("feedback.unit-in-groups", latest.groupsFrom(limits), limits.states());
      } else {
        page.paragraph("feedback.unit-withheld");
      }
      return;
    }
    List<Evidence.Evaluated> earlier =
        evidence.evaluations().stream()
            .filter(it -> it.unit().code().equals(latest.unit().code()) && it != latest)
            .filter(it -> it.instrument().ref().id().equals(latest.instrument().ref().id()))
            .toList();
    if (latest.reading().tells(Detail.SCORE)) {
      scores(page, latest);
      earlier.stream()
          .filter(it -> it.reading().tells(Detail.SCORE))
          .reduce((older, newer) -> newer)
          .ifPresent(it -> trend(page, it, latest));
    }
    ratings(page, latest, "feedback.strengths", 4, 4);
    ratings(page, latest, "feedback.gaps", 1, TopicNeed.LOW);
  }

  private void scores(Sheet page, Evidence.Evaluated it) {
    Score score = score(it);
    page.bars(
        page.say("feedback.chart", when(it, page)),
        List.of("feedback.area", "feedback.rating-scale", "feedback.mean", "feedback.observed"),
        score.areas().stream().filter(one -> one.asked() > 0).map(one -> bar(page, one)).toList());
    score
        .unit()
        .ifPresent(
            mean ->
                page.paragraph(
                    score.capped() ? "feedback.overall.capped" : "feedback.overall",
                    page.figure(mean),
                    score.observed(),
                    score.asked()));
  }

  private Content.Bar bar(Sheet page, Score.AreaScore area) {
    String label = page.text(area.area().title());
    String count = page.say("feedback.n-of-m", area.observed(), area.asked());
    if (area.mean().isEmpty()) {
      return new Content.Bar(label, List.of(0.0), "–", count, page.say("feedback.bar.none"));
    }
    double mean = area.mean().getAsDouble();
    String figure = page.figure(mean);
    return new Content.Bar(label, List.of(mean), figure, count, page.say("feedback.bar", figure));
  }

  private void trend(Sheet page, Evidence.Evaluated before, Evidence.Evaluated after) {
    Score was = score(before);
    Score is = score(after);
    var rows = new ArrayList<List<String>>();
    for (Score.AreaScore now : is.areas()) {
      OptionalDouble one = then(was, now.area());
      OptionalDouble two = now.mean();
      if (one.isPresent() && two.isPresent()) {
        rows.add(
            List.of(
                page.text(now.area().title()),
                page.figure(one.getAsDouble()),
                page.figure(two.getAsDouble()),
                change(page, one.getAsDouble(), two.getAsDouble())));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    page.heading(3, "feedback.trend");
    page.table(
        page.say("feedback.trend.caption", when(before, page), when(after, page)),
        List.of("feedback.area", "feedback.before", "feedback.after", "feedback.change"),
        rows);
  }

  /** The mean of an area then, where that version of the form asked the same in it. */
  private static OptionalDouble then(Score was, Area now) {
    return was.areas().stream()
        .filter(it -> it.area().code().equals(now.code()))
        .filter(it -> rated(it.area()).equals(rated(now)))
        .map(Score.AreaScore::mean)
        .findFirst()
        .orElseGet(OptionalDouble::empty);
  }

  private static Map<CriterionCode, LocalText> rated(Area area) {
    return area.criteria().stream()
        .filter(it -> it.kind() == CriterionKind.RATING)
        .collect(Collectors.toMap(Criterion::code, Criterion::text));
  }

  /** Of the figures as they are printed, so that the reader's own subtraction comes out. */
  static String change(Sheet page, double before, double after) {
    double by = Sheet.printed(after) - Sheet.printed(before);
    if (Math.abs(by) < 0.05) {
      return page.say("feedback.change.none");
    }
    return page.say(
        by > 0 ? "feedback.change.better" : "feedback.change.worse", page.figure(Math.abs(by)));
  }

  private static void ratings(Sheet page, Evidence.Evaluated it, String heading, int from, int to) {
    var items = new ArrayList<Content.Item>();
    for (Criterion criterion : it.instrument().criteria()) {
      int rating = it.shows(criterion) ? it.rating(criterion) : 0;
      if (rating >= from && rating <= to) {
        String word = page.text(it.instrument().rating(Integer.toString(rating)));
        items.add(
            new Content.Item(
                from == to // the heading says it
                    ? ""
                    : page.say("feedback.rating", rating, word.toLowerCase(page.words().locale())),
                page.text(criterion.text())));
      }
    }
    if (!items.isEmpty()) {
      page.heading(3, heading);
      page.items(false, items);
    }
  }

  private Score score(Evidence.Evaluated it) {
    Instruments instruments = catalogue.instruments();
    return Scoring.of(it.instrument(), it.answers(), it::shows, instruments.topics());
  }

  private static String when(Evidence.Evaluated it, Sheet page) {
    return Period.of(it, page.words()).orElseGet(() -> page.say("feedback.period.withheld"));
  }
}
