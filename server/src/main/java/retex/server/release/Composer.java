package retex.server.release;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.document.Content;
import retex.server.redaction.engine.Redactor;
import retex.server.web.Words;

/**
 * Composes a feedback: sentences of the message files, texts of the instruments and ratings, and
 * nothing that an evaluator typed but whole sentences in which nothing had to be masked. Scores are
 * computed anew from the criteria that this provider may see.
 */
@Singleton
final class Composer {

  /** The policy that {@link Permission} and this class follow, named in every document. */
  static final String POLICY = "release-1";

  private static final int TEACH_NEXT = 3;

  private final Catalogue catalogue;
  private final Aggregates aggregates;

  Composer(Catalogue catalogue, Aggregates aggregates) {
    this.catalogue = catalogue;
    this.aggregates = aggregates;
  }

  /** The content for a provider, and the names it may hold. */
  Composed compose(Provider provider, Evidence evidence, Words words) {
    var page = new Sheet(words, catalogue.instruments());
    Map<String, String> letters = letters(evidence);
    page.quiet("feedback.for", provider.name());
    page.quiet(
        "feedback.basis",
        evidence.evaluations().size(),
        evidence.notes().size(),
        letters.size(),
        period(evidence, words));
    teachNext(page, evidence);
    units(page, evidence, letters);
    page.heading(2, "feedback.by-topic");
    gaps(page, evidence);
    for (Evidence.Evaluated latest : TopicNeed.latest(evidence)) {
      unit(page, evidence, latest, letters);
    }
    trainers(page, evidence);
    aggregates.write(page, evidence);
    Quotations.write(page, evidence);
    page.heading(2, "feedback.how-made");
    page.paragraph("feedback.how-made.text", POLICY, Redactor.VERSION);
    page.paragraph("feedback.withheld");
    var permitted = new LinkedHashSet<String>();
    permitted.add(provider.name());
    evidence.evaluations().forEach(it -> permitted.add(it.unit().name()));
    evidence.notes().forEach(it -> permitted.add(it.unit().name()));
    return new Composed(
        new Content(
            words.language(),
            words.say("feedback.title"),
            words.say("feedback.footer", provider.name()),
            page.blocks()),
        List.copyOf(permitted),
        records(evidence));
  }

  private void teachNext(Sheet page, Evidence evidence) {
    page.heading(2, "feedback.teach-next");
    List<TopicNeed> needs =
        TopicNeed.of(evidence, catalogue.instruments().topics()).stream()
            .filter(TopicNeed::isNeeded)
            .limit(TEACH_NEXT)
            .toList();
    if (needs.isEmpty()) {
      page.paragraph("feedback.nothing-pressing");
    } else {
      page.items(
          true,
          needs.stream()
              .map(it -> new Content.Item(page.topic(it.topic()), why(page, it)))
              .toList());
    }
  }

  private static String why(Sheet page, TopicNeed need) {
    var why = new ArrayList<String>();
    if (need.low() > 0) {
      why.add(page.say("feedback.why.low", need.low(), need.rated(), need.lowest()));
    }
    if (need.askedFor() > 0) {
      why.add(page.say("feedback.why.asked", need.askedFor()));
    }
    why.add(page.say("feedback.where." + need.topic().where()));
    return String.join(" ", why);
  }

  private static void units(Sheet page, Evidence evidence, Map<String, String> letters) {
    page.heading(2, "feedback.units");
    Set<List<String>> rows = new LinkedHashSet<>();
    evidence
        .evaluations()
        .forEach(
            it ->
                rows.add(
                    List.of(
                        letters.getOrDefault(it.unit().code().value(), ""),
                        it.unit().name(),
                        page.form(it.unit().type()))));
    evidence
        .notes()
        .forEach(
            it ->
                rows.add(
                    List.of(
                        letters.getOrDefault(it.unit().code().value(), ""),
                        it.unit().name(),
                        page.form(it.unit().type()))));
    page.table(
        "", List.of("feedback.unit", "feedback.designation", "feedback.type"), List.copyOf(rows));
  }

  private void gaps(Sheet page, Evidence evidence) {
    List<List<String>> rows =
        TopicNeed.of(evidence, catalogue.instruments().topics()).stream()
            .filter(TopicNeed::isNeeded)
            .map(
                it ->
                    List.of(
                        page.topic(it.topic()),
                        it.rated() == 0 ? "–" : page.say("feedback.n-of-m", it.low(), it.rated()),
                        it.askedFor() == 0 ? "–" : Integer.toString(it.askedFor()),
                        page.say("feedback.recommend." + it.topic().where())))
            .toList();
    page.table(
        page.say("feedback.by-topic.caption"),
        List.of(
            "feedback.topic", "feedback.rated-low", "feedback.asked-for", "feedback.recommended"),
        rows);
  }

  private void unit(
      Sheet page, Evidence evidence, Evidence.Evaluated latest, Map<String, String> letters) {
    String letter = letters.getOrDefault(latest.unit().code().value(), "");
    page.heading(
        2, "feedback.unit-heading", letter, latest.instrument().title().in(page.language()));
    List<Evidence.Evaluated> earlier =
        evidence.evaluations().stream()
            .filter(it -> it.unit().code().equals(latest.unit().code()) && it != latest)
            .filter(it -> it.instrument().ref().equals(latest.instrument().ref()))
            .toList();
    Score score = score(latest);
    page.bars(
        page.say("feedback.chart", quarter(latest.end(), page.words())),
        List.of("feedback.area", "feedback.rating-scale", "feedback.mean", "feedback.observed"),
        score.areas().stream().filter(it -> it.asked() > 0).map(it -> bar(page, it)).toList());
    score
        .unit()
        .ifPresent(
            mean ->
                page.paragraph(
                    score.capped() ? "feedback.overall.capped" : "feedback.overall",
                    page.figure(mean),
                    score.observed(),
                    score.asked()));
    if (!earlier.isEmpty()) {
      trend(page, earlier.get(earlier.size() - 1), latest);
    }
    ratings(page, latest, "feedback.strengths", 4, 4);
    ratings(page, latest, "feedback.gaps", 1, TopicNeed.LOW);
  }

  private Content.Bar bar(Sheet page, Score.AreaScore area) {
    String label = area.area().title().in(page.language());
    String count = page.say("feedback.n-of-m", area.observed(), area.asked());
    return area.mean().isPresent()
        ? new Content.Bar(
            label, area.mean().getAsDouble(), page.figure(area.mean().getAsDouble()), count)
        : new Content.Bar(label, 0, "–", count);
  }

  private void trend(Sheet page, Evidence.Evaluated before, Evidence.Evaluated after) {
    page.heading(3, "feedback.trend");
    Score was = score(before);
    Score is = score(after);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < is.areas().size(); i++) {
      var one = was.areas().get(i).mean();
      var two = is.areas().get(i).mean();
      if (one.isPresent() && two.isPresent()) {
        rows.add(
            List.of(
                is.areas().get(i).area().title().in(page.language()),
                page.figure(one.getAsDouble()),
                page.figure(two.getAsDouble()),
                change(page, two.getAsDouble() - one.getAsDouble())));
      }
    }
    page.table(
        page.say(
            "feedback.trend.caption",
            quarter(before.end(), page.words()),
            quarter(after.end(), page.words())),
        List.of("feedback.area", "feedback.before", "feedback.after", "feedback.change"),
        rows);
  }

  private static String change(Sheet page, double by) {
    if (Math.abs(by) < 0.05) {
      return page.say("feedback.change.none");
    }
    return page.say(
        by > 0 ? "feedback.change.better" : "feedback.change.worse", page.figure(Math.abs(by)));
  }

  private static void ratings(Sheet page, Evidence.Evaluated it, String heading, int from, int to) {
    Map<?, Answer> answers = it.answers();
    var items = new ArrayList<Content.Item>();
    for (Criterion criterion : it.instrument().criteria()) {
      Answer answer = answers.get(criterion.code());
      int rating =
          answer == null || criterion.releasable() != Releasable.YES
              ? 0
              : answer.fold(Answer.Rated::rating, unseen -> 0, given -> 0);
      if (rating >= from && rating <= to) {
        String word = it.instrument().rating(Integer.toString(rating)).in(page.language());
        items.add(
            new Content.Item(
                page.say("feedback.rating", rating, word.toLowerCase(page.words().locale())),
                criterion.text().in(page.language())));
      }
    }
    if (!items.isEmpty()) {
      page.heading(3, heading);
      page.items(false, items);
    }
  }

  private static void trainers(Sheet page, Evidence evidence) {
    if (evidence.notes().isEmpty()) {
      return;
    }
    page.heading(2, "feedback.trainers");
    Map<String, int[]> byTopic = new TreeMap<>();
    for (Evidence.Noted it : evidence.notes()) {
      int[] sums = byTopic.computeIfAbsent(it.note().topic().value(), any -> new int[4]);
      sums[0]++;
      sums[1] += it.note().levelBefore();
      sums[2] += it.note().levelAfter();
      sums[3] += it.note().languageBarrier() ? 1 : 0;
    }
    var rows = new ArrayList<List<String>>();
    byTopic.forEach(
        (code, sums) ->
            rows.add(
                List.of(
                    page.topic(code),
                    Integer.toString(sums[0]),
                    page.figure((double) sums[1] / sums[0]),
                    page.figure((double) sums[2] / sums[0]),
                    sums[3] == 0 ? "–" : page.say("feedback.n-of-m", sums[3], sums[0]))));
    page.table(
        page.say("feedback.trainers.caption"),
        List.of(
            "feedback.topic",
            "feedback.sessions",
            "feedback.level-before",
            "feedback.level-after",
            "feedback.language-obstacle"),
        rows);
  }

  private Score score(Evidence.Evaluated it) {
    Instruments instruments = catalogue.instruments();
    return Scoring.of(
        it.instrument(),
        it.answers(),
        criterion -> criterion.releasable() == Releasable.YES,
        instruments.topics());
  }

  private static Map<String, String> letters(Evidence evidence) {
    var codes = new java.util.TreeSet<String>();
    evidence.evaluations().forEach(it -> codes.add(it.unit().code().value()));
    evidence.notes().forEach(it -> codes.add(it.unit().code().value()));
    var letters = new TreeMap<String, String>();
    for (String code : codes) {
      letters.put(code, letter(letters.size()));
    }
    return letters;
  }

  private static String letter(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : letter(index / 26 - 1) + last;
  }

  private static List<String> records(Evidence evidence) {
    var records = new ArrayList<String>();
    evidence.evaluations().forEach(it -> records.add(it.record()));
    evidence.notes().forEach(it -> records.add(it.record()));
    return records;
  }

  private static String period(Evidence evidence, Words words) {
    var days = new java.util.TreeSet<LocalDate>();
    evidence.evaluations().forEach(it -> days.add(it.end()));
    evidence.notes().forEach(it -> days.add(it.note().date()));
    String first = quarter(days.first(), words);
    String last = quarter(days.last(), words);
    return first.equals(last) ? first : words.say("feedback.period", first, last);
  }

  /** A quarter at most: days and hours would tell of a pattern of life. */
  private static String quarter(LocalDate day, Words words) {
    int quarter = (day.getMonthValue() + 2) / 3;
    return words.say(
        "feedback.quarter." + quarter, String.format(Locale.ROOT, "%d", day.getYear()));
  }

  /** What was composed, the names that it may hold, and the records that it rests on. */
  record Composed(Content content, List<String> permitted, List<String> records) {}
}
