package retex.server.release;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.instrument.TopicCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.policy.engine.Detail;

/**
 * What to train next, a row a training: at which level to begin, in which language, and how sure
 * that is. Nothing that somebody typed is in it: levels are told by three words, languages by those
 * that the message files name.
 */
final class Plan {

  private static final double ABLE = 3;
  private static final double BASIC = 2;
  // the languages of the organisation, and those that many contributing states teach in
  private static final Set<String> NAMED = Set.of("en", "fr", "ar", "es", "ru", "zh", "pt");

  private final Catalogue catalogue;

  Plan(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Writes the table, where anything is needed. */
  void write(
      Sheet page,
      Evidence evidence,
      Provider provider,
      List<TopicNeed> needs,
      Map<TopicCode, TopicTrend> trends) {
    if (needs.isEmpty()) {
      return;
    }
    page.heading(2, "feedback.plan");
    page.table(
        page.say("feedback.plan.caption"),
        List.of("feedback.topic", "feedback.plan.level", "feedback.plan.language", "feedback.sure"),
        needs.stream()
            .map(
                it ->
                    List.of(
                        page.topic(it.topic()),
                        page.say("feedback.plan.level." + level(it, evidence)),
                        language(page, it, evidence, provider),
                        sureness(trends.get(it.topic().code())).cell(page)))
            .toList());
  }

  static Sureness sureness(@Nullable TopicTrend trend) {
    return trend == null ? new Sureness(0, 0) : new Sureness(trend.ratings(), trend.units());
  }

  /**
   * {@code basics} where a unit was rated 1 or trainers found their audience below 2, or where
   * nothing is known of a basic skill; {@code build} where any was rated 2, or found below 3;
   * {@code deepen} where those who were seen are able; else {@code test}.
   */
  static String level(TopicNeed need, Evidence evidence) {
    List<Evidence.Noted> notes =
        notes(need, evidence).filter(it -> it.reading().tells(Detail.NOTE_LEVELS)).toList();
    double found =
        notes.stream().mapToInt(it -> it.note().levelBefore()).average().orElse(Double.NaN);
    boolean isRated = need.rated() > 0;
    if ((isRated && need.lowest() < BASIC) || found < BASIC) {
      return "basics";
    }
    if ((isRated && need.lowest() < ABLE) || found < ABLE) {
      return "build";
    }
    if (isRated || !notes.isEmpty()) {
      return "deepen";
    }
    return need.topic().basic() ? "basics" : "test";
  }

  private String language(Sheet page, TopicNeed need, Evidence evidence, Provider provider) {
    List<Evidence.Noted> notes =
        notes(need, evidence)
            .filter(it -> it.reading().tells(Detail.NOTE_LANGUAGE_BARRIER))
            .toList();
    List<Evidence.Noted> barred = notes.stream().filter(it -> it.note().languageBarrier()).toList();
    if (!barred.isEmpty()) {
      return page.say(
          "feedback.plan.language.obstacle", barred.size(), notes.size(), in(page, spoken(barred)));
    }
    if (!notes.isEmpty()) {
      String in = in(page, spoken(notes));
      return in.isEmpty()
          ? page.say("feedback.plan.language.fine.untold", notes.size())
          : page.say("feedback.plan.language.fine", notes.size(), in);
    }
    Set<String> taught =
        catalogue.activitiesOf(provider.code()).stream()
            .filter(it -> it.topics().contains(need.topic().code()))
            .map(it -> it.language())
            .collect(Collectors.toSet());
    String only = named(taught);
    return only.isEmpty()
        ? page.say("feedback.plan.language.unseen")
        : page.say("feedback.plan.language.taught", page.say("feedback.language." + only));
  }

  private static Stream<Evidence.Noted> notes(TopicNeed need, Evidence evidence) {
    return evidence.notes().stream()
        .filter(it -> it.reading().tells(Detail.NOTE_TOPIC))
        .filter(it -> it.note().topic().equals(need.topic().code()));
  }

  /** The languages of sessions; none where one of them is not told. */
  private static Set<String> spoken(List<Evidence.Noted> notes) {
    return notes.stream().allMatch(it -> it.reading().tells(Detail.NOTE_LANGUAGE))
        ? notes.stream().map(it -> it.note().languageOfInstruction()).collect(Collectors.toSet())
        : Set.of();
  }

  /** Where all were in one language that has a name: which. */
  static String in(Sheet page, Set<String> languages) {
    String only = named(languages);
    return only.isEmpty()
        ? ""
        : page.say("feedback.in-language", page.say("feedback.language." + only));
  }

  private static String named(Set<String> languages) {
    String only = languages.size() == 1 ? languages.iterator().next() : "";
    return NAMED.contains(only) ? only : "";
  }
}
