package retex.server.release;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import retex.instrument.Criterion;
import retex.instrument.Instruments;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.document.Content;
import retex.server.policy.Policies;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.redaction.engine.Redactor;
import retex.server.web.Words;

/**
 * Composes a feedback: sentences of the message files and of accepted findings, texts of the
 * instruments and ratings, and nothing that an evaluator typed but whole sentences in which nothing
 * had to be masked, where two officers ask for them. Scores are computed anew from the criteria
 * that this provider may see.
 */
@Singleton
final class Composer {

  private static final int TEACH_NEXT = 3;

  private final Catalogue catalogue;
  private final Aggregates aggregates;
  private final SkillSections skills;
  private final Policies policies;

  Composer(Catalogue catalogue, Aggregates aggregates, SkillSections skills, Policies policies) {
    this.catalogue = catalogue;
    this.aggregates = aggregates;
    this.skills = skills;
    this.policies = policies;
  }

  /** The content for a provider, and the names it may hold. */
  Composed compose(Provider provider, Evidence evidence, Words words) {
    var page = new Sheet(words, catalogue.instruments());
    Map<String, String> letters = letters(evidence);
    Policy policy = policies.current();
    page.quiet("feedback.for", provider.name());
    page.forName(provider.name());
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
    skills.write(page, evidence);
    for (Evidence.Evaluated latest : TopicNeed.latest(evidence.evaluations())) {
      unit(page, evidence, latest, letters);
    }
    trainers(page, evidence);
    Aggregates.Outcome figures = aggregates.write(page, evidence, provider);
    Quotations.write(page, evidence, policy.quotes());
    page.heading(2, "feedback.how-made");
    page.paragraph("feedback.how-made.text", policy.id(), Redactor.VERSION);
    page.paragraph("feedback.withheld");
    if (!figures.withheld().isEmpty()) {
      page.paragraph("feedback.withheld.figures", figures.withheld().size());
    }
    var permitted = new LinkedHashSet<String>();
    permitted.add(provider.name());
    sources(evidence)
        .filter(it -> it.reading().tells(Detail.UNIT_DESIGNATION))
        .forEach(it -> permitted.add(it.unit().name()));
    return new Composed(
        new Content(
            words.language(),
            words.say("feedback.title"),
            words.say("feedback.footer", provider.name()),
            page.blocks(),
            named(page, provider),
            page.narratives()),
        List.copyOf(permitted),
        policy.id(),
        figures,
        basis(evidence, figures));
  }

  private static List<Content.Named> named(Sheet page, Provider provider) {
    var named = new ArrayList<>(page.named());
    named.add(new Content.Named("footer", provider.name()));
    return named;
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
    sources(evidence)
        .forEach(
            it ->
                rows.add(
                    List.of(
                        letters.getOrDefault(it.unit().code().value(), ""),
                        it.reading().tells(Detail.UNIT_DESIGNATION) ? it.unit().name() : "–",
                        it.reading().tells(Detail.UNIT_TYPE) ? page.form(it.unit().type()) : "–")));
    page.table(
        "", List.of("feedback.unit", "feedback.designation", "feedback.type"), List.copyOf(rows));
    page.forNames(2, List.copyOf(rows));
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
                change(page, one.getAsDouble(), two.getAsDouble())));
      }
    }
    page.table(
        page.say("feedback.trend.caption", when(before, page), when(after, page)),
        List.of("feedback.area", "feedback.before", "feedback.after", "feedback.change"),
        rows);
  }

  /** Of the figures as they are printed, so that the reader's own subtraction comes out. */
  private static String change(Sheet page, double before, double after) {
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
    List<Evidence.Noted> notes =
        evidence.notes().stream()
            .filter(it -> it.reading().tells(Detail.NOTE_TOPIC))
            .filter(it -> it.reading().tells(Detail.NOTE_LEVELS))
            .toList();
    if (notes.isEmpty()) {
      return;
    }
    page.heading(2, "feedback.trainers");
    Map<String, int[]> byTopic = new TreeMap<>();
    for (Evidence.Noted it : notes) {
      int[] sums = byTopic.computeIfAbsent(it.note().topic().value(), any -> new int[4]);
      sums[0]++;
      sums[1] += it.note().levelBefore();
      sums[2] += it.note().levelAfter();
      boolean tells = it.reading().tells(Detail.NOTE_LANGUAGE_BARRIER);
      sums[3] += tells && it.note().languageBarrier() ? 1 : 0;
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
    return Scoring.of(it.instrument(), it.answers(), it::counts, instruments.topics());
  }

  private static Map<String, String> letters(Evidence evidence) {
    var codes = new java.util.TreeSet<String>();
    sources(evidence).forEach(it -> codes.add(it.unit().code().value()));
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

  /** Each record once, those in figures too. */
  private static List<Evidence.Source> basis(Evidence evidence, Aggregates.Outcome figures) {
    var basis = new LinkedHashMap<String, Evidence.Source>();
    Stream.concat(sources(evidence), figures.basis().stream())
        .forEach(it -> basis.putIfAbsent(it.record(), it));
    return List.copyOf(basis.values());
  }

  private static Stream<Evidence.Source> sources(Evidence evidence) {
    return Stream.concat(evidence.evaluations().stream(), evidence.notes().stream());
  }

  private static String period(Evidence evidence, Words words) {
    List<String> told =
        sources(evidence)
            .sorted(Comparator.comparing(Evidence.Source::end))
            .flatMap(it -> Period.of(it, words).stream())
            .toList();
    if (told.isEmpty()) {
      return words.say("feedback.period.withheld");
    }
    String first = told.get(0);
    String last = told.get(told.size() - 1);
    return first.equals(last) ? first : words.say("feedback.period", first, last);
  }

  private static String when(Evidence.Evaluated it, Sheet page) {
    return Period.of(it, page.words()).orElseGet(() -> page.say("feedback.period.withheld"));
  }

  /**
   * What was composed, the names that it may hold, the policy it follows, what figures it tells and
   * withholds, and what it rests on.
   */
  record Composed(
      Content content,
      List<String> permitted,
      String policy,
      Aggregates.Outcome figures,
      List<Evidence.Source> basis) {}
}
