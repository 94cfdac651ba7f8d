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
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.document.Content;
import retex.server.policy.Policies;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.Recipient;
import retex.server.redaction.engine.Redactor;
import retex.server.web.Words;

/**
 * Composes a feedback: sentences of the message files and of accepted findings, texts of the
 * instruments and ratings, and nothing that an evaluator typed but whole sentences in which nothing
 * had to be masked, those that one officer ticked and another releases. Scores are computed anew
 * from the criteria that this provider may see.
 */
@Singleton
final class Composer {

  private final Catalogue catalogue;
  private final Aggregates aggregates;
  private final SkillSections skills;
  private final Policies policies;
  private final Overview overview;
  private final Effects effects;
  private final UnitSections unitSections;

  Composer(Catalogue catalogue, Aggregates aggregates, SkillSections skills, Policies policies) {
    this.catalogue = catalogue;
    this.aggregates = aggregates;
    this.skills = skills;
    this.policies = policies;
    this.overview = new Overview(catalogue);
    this.effects = new Effects(catalogue);
    this.unitSections = new UnitSections(catalogue);
  }

  /** The content for a provider, and the names it may hold. */
  Composed compose(Provider provider, Evidence evidence, Words words, Set<String> quoted) {
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
    SkillSections.Told told = skills.told(page, evidence);
    overview.write(page, evidence, told, policy.limits());
    units(page, evidence, letters);
    overview.gaps(page, evidence, provider);
    effects.write(page, evidence, provider);
    trainers(page, evidence);
    skills.write(page, told);
    TopicNeed.latest(evidence.evaluations()).stream()
        .sorted(Comparator.comparing(it -> it.unit().code().value()))
        .forEach(
            it ->
                unitSections.write(
                    page,
                    evidence,
                    it,
                    policy.limits(),
                    letters.getOrDefault(it.unit().code().value(), "")));
    Aggregates.Outcome figures = aggregates.write(page, evidence, provider);
    new Quotations(catalogue.instruments(), quoted.isEmpty() ? List.of() : skills.accepted())
        .write(page, evidence, policy.quotes(), quoted);
    page.heading(2, "feedback.how-made");
    page.paragraph("feedback.how-made.text", policy.id(), Redactor.VERSION);
    page.paragraph("feedback.withheld");
    page.paragraph("feedback.withheld.figures"); // always: how many there are would tell of others
    var permitted = new LinkedHashSet<String>();
    permitted.add(provider.name());
    evidence.told().stream()
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

  private static void units(Sheet page, Evidence evidence, Map<String, String> letters) {
    page.heading(2, "feedback.units");
    Set<List<String>> rows = new LinkedHashSet<>();
    evidence.told().stream()
        .sorted(Comparator.comparing(it -> it.unit().code().value()))
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

  private static Map<String, String> letters(Evidence evidence) {
    var codes = new java.util.TreeSet<String>();
    evidence.told().stream().forEach(it -> codes.add(it.unit().code().value()));
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
    Stream.concat(evidence.told().stream(), figures.basis().stream())
        .forEach(it -> basis.putIfAbsent(it.record(), it));
    return List.copyOf(basis.values());
  }

  private static String period(Evidence evidence, Words words) {
    List<String> told =
        evidence.told().stream()
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

  /**
   * What was composed, the names that it may hold, the policy it follows, what figures it tells and
   * withholds, and what it rests on.
   */
  record Composed(
      Content content,
      List<String> permitted,
      String policy,
      Aggregates.Outcome figures,
      List<Evidence.Source> basis) {

    /** Whether a record of the basis is told by itself, and not in figures alone. */
    boolean tellsByUnit(Evidence.Source it) {
      return it.reading().recipient() == Recipient.TRAINED_PROVIDER;
    }
  }
}
