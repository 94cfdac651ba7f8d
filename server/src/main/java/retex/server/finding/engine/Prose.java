package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Composes sentences from accepted findings, in one language. It is given codes only, so nothing
 * that is not in the vocabulary can be in a sentence. The same findings give the same text. Holds
 * no state between calls.
 */
public final class Prose {

  private static final int MOST_NAMES = 3;

  private final Vocabulary vocabulary;
  private final String language;
  private final Grammar grammar;

  public Prose(Vocabulary vocabulary, String language) {
    this.vocabulary = vocabulary;
    this.language = language;
    this.grammar = vocabulary.language(language).grammar();
  }

  /** What findings say, each an observation of its own. */
  public List<TopicText> compose(List<Finding> findings) {
    return composeOf(findings.stream().map(List::of).toList());
  }

  /**
   * What the findings of several observations say, topic by topic in the vocabulary's order:
   * observations are counted, not what was found in them.
   */
  public List<TopicText> composeOf(List<List<Finding>> observations) {
    var turns = new Turns();
    var texts = new ArrayList<TopicText>();
    Map<String, List<Seen>> byTopic = new LinkedHashMap<>();
    for (Term skill : vocabulary.skills()) {
      for (int i = 0; i < observations.size(); i++) {
        int observation = i;
        observations.get(i).stream()
            .filter(it -> it.skill().equals(skill.code()))
            .map(it -> new Seen(it, observation))
            .forEach(
                it -> byTopic.computeIfAbsent(skill.topic(), any -> new ArrayList<>()).add(it));
      }
    }
    byTopic.forEach((topic, of) -> texts.add(new TopicText(topic, paragraphs(of, turns))));
    return texts;
  }

  /** A finding, and in which observation it was made. */
  private record Seen(Finding finding, int observation) {

    Judgement judgement() {
      return finding.judgement();
    }

    static int observations(List<Seen> seen) {
      return (int) seen.stream().mapToInt(Seen::observation).distinct().count();
    }
  }

  private List<TopicText.Paragraph> paragraphs(List<Seen> findings, Turns turns) {
    var paragraphs = new ArrayList<TopicText.Paragraph>();
    for (Judgement.Side side : Judgement.Side.values()) {
      add(paragraphs, side.code(), judged(findings, side, turns));
    }
    List<Seen> work =
        findings.stream().filter(it -> it.judgement().side() == Judgement.Side.WORK).toList();
    add(paragraphs, "cause", causes(work, turns));
    add(paragraphs, TopicText.REMEDY, remedies(work, turns));
    return paragraphs;
  }

  private void add(List<TopicText.Paragraph> paragraphs, String label, List<String> sentences) {
    if (!sentences.isEmpty()) {
      String lead = grammar.labels().getOrDefault(label, "");
      paragraphs.add(new TopicText.Paragraph(label, lead, String.join(" ", sentences)));
    }
  }

  /** One sentence for all skills of a side that have the same judgement as often. */
  private List<String> judged(List<Seen> findings, Judgement.Side side, Turns turns) {
    Map<Judgement, Map<String, List<Term>>> groups = new TreeMap<>();
    skills(findings)
        .forEach(
            (skill, of) -> {
              List<Seen> told = of.stream().filter(it -> it.judgement().side() == side).toList();
              if (!told.isEmpty()) {
                groups
                    .computeIfAbsent(mildest(told), any -> new LinkedHashMap<>())
                    .computeIfAbsent(
                        grammar.count(Seen.observations(told), Seen.observations(of)),
                        any -> new ArrayList<>())
                    .add(skill);
              }
            });
    var sentences = new ArrayList<String>();
    groups.forEach(
        (judgement, byCount) ->
            byCount.forEach(
                (count, all) ->
                    parts(all)
                        .forEach(
                            skills ->
                                sentences.add(
                                    sentence(
                                        turns.next(templates(judgement.code())),
                                        skills,
                                        Map.of("count", count))))));
    return sentences;
  }

  /** What is true of every one of several judgements of a side. */
  private static Judgement mildest(List<Seen> told) {
    if (told.stream().map(Seen::judgement).distinct().count() == 1) {
      return told.get(0).judgement();
    }
    return told.get(0).judgement().side() == Judgement.Side.WELL
        ? Judgement.ABLE
        : Judgement.PARTIAL;
  }

  private List<String> causes(List<Seen> work, Turns turns) {
    Map<Term, List<Term>> byCause = new LinkedHashMap<>();
    skills(work)
        .forEach(
            (skill, of) ->
                of.stream()
                    .map(it -> it.finding().cause())
                    .distinct()
                    .forEach(
                        code ->
                            vocabulary
                                .cause(code)
                                .ifPresent(
                                    cause ->
                                        byCause
                                            .computeIfAbsent(cause, any -> new ArrayList<>())
                                            .add(skill))));
    var sentences = new ArrayList<String>();
    byCause.forEach(
        (cause, all) ->
            parts(all)
                .forEach(
                    skills ->
                        sentences.add(
                            sentence(
                                turns.next(templates("cause")),
                                skills,
                                Map.of("cause", cause.in(language).name())))));
    return sentences;
  }

  private List<String> remedies(List<Seen> work, Turns turns) {
    Map<String, List<Term>> byRemedies = new LinkedHashMap<>();
    skills(work)
        .forEach(
            (skill, of) -> {
              List<String> names =
                  of.stream()
                      .map(it -> it.finding().remedy())
                      .distinct()
                      .flatMap(code -> vocabulary.remedy(code).stream())
                      .map(remedy -> remedy.in(language).name())
                      .toList();
              if (!names.isEmpty()) {
                byRemedies
                    .computeIfAbsent(grammar.listed(names, "semicolon"), any -> new ArrayList<>())
                    .add(skill);
              }
            });
    var sentences = new ArrayList<String>();
    byRemedies.forEach(
        (names, all) ->
            parts(all)
                .forEach(
                    skills ->
                        sentences.add(
                            sentence(
                                turns.next(templates("remedy")),
                                skills,
                                Map.of("remedy", names)))));
    return sentences;
  }

  private Map<Term, List<Seen>> skills(List<Seen> findings) {
    Map<Term, List<Seen>> bySkill = new LinkedHashMap<>();
    for (Seen it : findings) {
      vocabulary
          .skill(it.finding().skill())
          .ifPresent(skill -> bySkill.computeIfAbsent(skill, any -> new ArrayList<>()).add(it));
    }
    return bySkill;
  }

  /** Lists of names that are not too long to be read. */
  private static List<List<Term>> parts(List<Term> skills) {
    var parts = new ArrayList<List<Term>>();
    for (int i = 0; i < skills.size(); i += MOST_NAMES) {
      parts.add(skills.subList(i, Math.min(skills.size(), i + MOST_NAMES)));
    }
    return parts;
  }

  private List<String> templates(String kind) {
    return grammar.templates().getOrDefault(kind, List.of());
  }

  private String sentence(String template, List<Term> skills, Map<String, String> values) {
    List<Integer> forms = skills.stream().map(it -> it.in(language).form()).toList();
    String names =
        grammar.listed(
            skills.stream()
                .map(it -> it.in(language))
                .map(it -> grammar.article().get(it.form()) + it.name())
                .collect(Collectors.toList()),
            "comma");
    var slots = new LinkedHashMap<>(values);
    slots.put("skills", names);
    String filled = Template.filled(template, slots);
    String joined = grammar.joined(Template.agreed(filled, grammar.together(forms), grammar));
    int first = joined.offsetByCodePoints(0, 1);
    return joined.substring(0, first).toUpperCase(Locale.ROOT) + joined.substring(first);
  }

  /** Takes the templates of each kind in turn, so that neighbours do not sound alike. */
  private static final class Turns {

    private final Map<List<String>, Integer> taken = new LinkedHashMap<>();

    String next(List<String> templates) {
      int turn = taken.merge(templates, 1, Integer::sum) - 1;
      return templates.get(turn % templates.size());
    }
  }
}
