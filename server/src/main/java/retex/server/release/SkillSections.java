package retex.server.release;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.instrument.TopicCode;
import retex.server.catalogue.Catalogue;
import retex.server.document.Content;
import retex.server.finding.AcceptedFinding;
import retex.server.finding.Findings;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Prose;
import retex.server.finding.engine.Term;
import retex.server.finding.engine.TopicText;
import retex.server.finding.engine.Vocabulary;
import retex.server.policy.engine.Detail;

/**
 * What evaluators and trainers saw, skill by skill, in sentences composed from the findings that
 * officers accepted, where their text and topic are open to this reader ({@link Openness}).
 */
@Singleton
final class SkillSections {

  private final Findings findings;
  private final Catalogue catalogue;
  private final Vocabulary vocabulary = Vocabulary.shipped();

  SkillSections(Findings findings, Catalogue catalogue) {
    this.findings = findings;
    this.catalogue = catalogue;
  }

  /** What officers accepted, of whatever records. */
  List<AcceptedFinding> accepted() {
    return findings.accepted();
  }

  /** What was accepted, composed topic by topic, the most pressing first. */
  Told told(Sheet page, Evidence evidence) {
    List<List<Finding>> told = told(evidence);
    if (!vocabulary.languages().contains(page.language())) {
      return new Told(List.of(), 0);
    }
    List<String> pressing =
        TopicNeed.of(evidence, catalogue.instruments()).stream()
            .filter(TopicNeed::isNeeded)
            .map(it -> it.topic().code().value())
            .toList();
    return new Told(
        new Prose(vocabulary, page.language())
            .composeOf(told).stream()
                .sorted(Comparator.comparingInt(it -> place(pressing, it.topic())))
                .toList(),
        told.stream().mapToInt(List::size).sum());
  }

  /** Adds a section a topic, where anything was accepted. */
  void write(Sheet page, Told told) {
    if (told.topics().isEmpty()) {
      return;
    }
    page.heading(2, "feedback.findings");
    page.quiet("feedback.findings.text", told.findings());
    told.topics().forEach(it -> write(page, it));
  }

  /** Composed texts, and of how many findings. */
  record Told(List<TopicText> topics, int findings) {

    Told {
      topics = List.copyOf(topics);
    }

    /** How the gaps of a topic may be trained. */
    List<String> remedies(String topic) {
      return topics.stream()
          .filter(it -> it.topic().equals(topic))
          .flatMap(it -> it.paragraphs().stream())
          .filter(it -> it.kind().equals(TopicText.REMEDY))
          .map(TopicText.Paragraph::text)
          .toList();
    }
  }

  private static int place(List<String> pressing, String topic) {
    int place = pressing.indexOf(topic);
    return place < 0 ? pressing.size() : place;
  }

  private static void write(Sheet page, TopicText text) {
    page.heading(3, "feedback.findings.topic", page.topic(text.topic()));
    page.items(
        false,
        text.paragraphs().stream().map(it -> new Content.Item(it.lead(), it.text())).toList());
  }

  /** A record at a time: one finding of a skill and judgement, in the order of the evidence. */
  private List<List<Finding>> told(Evidence evidence) {
    Map<String, List<AcceptedFinding>> byRecord = new LinkedHashMap<>();
    for (AcceptedFinding it : findings.accepted()) {
      byRecord.computeIfAbsent(it.record(), any -> new ArrayList<>()).add(it);
    }
    var told = new ArrayList<List<Finding>>();
    var openness = new Openness(catalogue.instruments());
    for (Evidence.Source source : evidence.told()) {
      List<AcceptedFinding> of = of(byRecord, source);
      told.add(
          once(
              of.stream()
                  .filter(it -> openness.tells(source, it.field()))
                  .filter(it -> openness.tells(source, topic(it)))
                  .toList()));
    }
    return told;
  }

  private static List<AcceptedFinding> of(
      Map<String, List<AcceptedFinding>> byRecord, Evidence.Source source) {
    return source.reading().tells(Detail.FINDING)
        ? byRecord.getOrDefault(source.record(), List.of())
        : List.of();
  }

  private static List<Finding> once(List<AcceptedFinding> findings) {
    Map<String, Finding> once = new LinkedHashMap<>();
    for (AcceptedFinding accepted : findings) {
      Finding it = accepted.finding();
      once.merge(
          it.skill() + " " + it.judgement(),
          it,
          (one, other) ->
              new Finding(
                  one.skill(),
                  one.judgement(),
                  one.cause().isEmpty() ? other.cause() : one.cause(),
                  one.remedy().isEmpty() ? other.remedy() : one.remedy()));
    }
    return List.copyOf(once.values());
  }

  private TopicCode topic(AcceptedFinding finding) {
    return new TopicCode(
        vocabulary.skill(finding.finding().skill()).map(Term::topic).orElseThrow());
  }
}
