package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.TrainerNote;
import retex.contract.TrainerNoteBuilder;
import retex.instrument.Answer;
import retex.instrument.TopicCode;
import retex.server.document.Content;
import retex.server.finding.SomeFindings;
import retex.server.redaction.engine.Redactor;

/**
 * What a feedback over four units and three rotations says changes on purpose only: every block,
 * name, withheld figure and record that it rests on is as recorded in {@code feedback-en.txt} and
 * {@code feedback-fr.txt}. {@code -Dretex.feedback.write=true} records anew; the difference is then
 * to be read like code.
 */
class FeedbackRecordedTest {

  private static final Path RECORDED = Path.of("src/test/resources/release");

  private static SomeWorld world;

  /** For all: what is proposed tells nothing, so that no document weighs on another. */
  @BeforeAll
  static void open(@TempDir Path folder) {
    world = new SomeWorld(folder);
    trained();
    evaluated("U-A1", 0, "2024-A", "2025-01-20", "");
    evaluated("U-A1", 1, "2025-A", "2025-04-02", "");
    evaluated(
        "U-A1",
        3,
        "2026-A",
        "2026-02-03",
        "Stand-to is slow because drills were held by day only.");
    evaluated(
        "U-A2", 2, "2026-A", "2026-02-10", "Stand-to is slow at dawn. Radio checks are good.");
    evaluated("U-B1", 0, "2024-A", "2025-01-25", "");
    evaluated("U-B1", 3, "2025-A", "2025-04-20", "");
    evaluated("U-B1", 2, "2026-A", "2026-03-01", "Stand-to is good. Fuel records are kept badly.");
    evaluated("U-C1", 1, "2026-A", "2026-03-04", "");
    noted("U-A1", "MED-01", 1, 2, "en", true);
    noted("U-A2", "MED-01", 2, 4, "en", false);
    noted("U-B1", "FP-01", 3, 3, "fr", false);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void a_feedback_says_what_is_recorded(String language) throws IOException {
    Release it =
        world
            .releases()
            .propose(SomeWorld.NOR, language, world.allQuoted(language), SomeWorld.OLAF);

    List<String> lines = lines(it);
    Path recorded = RECORDED.resolve("feedback-" + language + ".txt");
    if (Boolean.getBoolean("retex.feedback.write")) {
      Files.createDirectories(RECORDED);
      Files.write(recorded, lines);
    }
    assertThat(lines).containsExactlyElementsOf(Files.readAllLines(recorded));
  }

  private static List<String> lines(Release it) {
    var lines = new ArrayList<String>();
    Content content = it.content();
    lines.add("title: " + content.title());
    for (Content.Block block : content.blocks()) {
      lines.add(
          block.<String>fold(
              heading -> "#".repeat(heading.level()) + " " + heading.text(),
              paragraph -> (paragraph.quiet() ? "quiet: " : "") + butRules(paragraph.text()),
              items -> "items, " + (items.numbered() ? "numbered" : "plain"),
              table -> "table",
              bars -> "bars " + bars.bars().stream().map(Content.Bar::values).toList()));
      if (!(block instanceof Content.Heading || block instanceof Content.Paragraph)) {
        block.places().forEach((place, text) -> lines.add("  " + place + ": " + text));
      }
    }
    lines.add("footer: " + content.footer());
    content.alternatives().forEach(one -> lines.add(one.place() + " reads " + one.text()));
    content.named().forEach(one -> lines.add(one.place() + " names " + one.name()));
    lines.add("own words in " + content.narratives());
    lines.add("may name " + it.permitted());
    lines.add("rests on " + it.records().size() + " records");
    it.withheld().forEach(one -> lines.add("withheld: " + one));
    return lines;
  }

  /** The rules of redaction have a test of their own. */
  private static String butRules(String text) {
    return text.replace(Redactor.VERSION, "RULES");
  }

  /** Each rating by its question, so that they differ within a unit and from unit to unit. */
  private static void evaluated(
      String unit, int shift, String rotation, String day, String shortfalls) {
    UnaryOperator<Evaluation> rated =
        SomeWorld.answers(
            it ->
                it instanceof Answer.Rated
                    ? new Answer.Rated(it.criterion(), rating(it, shift), "")
                    : it);
    UnaryOperator<Evaluation> told =
        shortfalls.isEmpty() ? UnaryOperator.identity() : SomeWorld.shortfalls(shortfalls);
    UnaryOperator<Evaluation> when = SomeWorld.on(day, day);
    Entry entry =
        world.evaluated(
            unit,
            1,
            it ->
                EvaluationBuilder.builder(told.apply(when.apply(rated.apply(it))))
                    .rotation(rotation)
                    .trainingNeeds(List.of(new TopicCode("FP-02"), new TopicCode("MED-01")))
                    .build());
    if (!shortfalls.isEmpty()) {
      SomeFindings.accepted(world.context(), entry.revision().record(), entry.revision().id());
    }
  }

  private static int rating(Answer it, int shift) {
    int question = it.criterion().value().hashCode();
    return 1 + Math.floorMod(question / 3 + question % 2 * shift, 4);
  }

  private static void noted(
      String unit, String topic, int before, int after, String language, boolean barrier) {
    UnaryOperator<TrainerNote> change =
        it ->
            TrainerNoteBuilder.builder(it)
                .topic(new TopicCode(topic))
                .levelBefore(before)
                .levelAfter(after)
                .languageOfInstruction(language)
                .languageBarrier(barrier)
                .build();
    world.noted(unit, change);
  }

  /** Trained before each rotation, of several kinds, quarters and languages. */
  private static void trained() {
    var rotations = new ArrayList<String>();
    var activities = new ArrayList<String>();
    for (String unit : List.of("U-A1", "U-B1")) {
      for (int year = 2024; year <= 2025; year++) {
        rotations.add(
            """
            {"unit":"%s","code":"%d-A","from":"%d-11-01","to":"%d-10-31"}
            """
                .formatted(unit, year, year - 1, year));
        activities.add(activity(unit, year, "pre-deployment", "en", "08-21", "MED-01"));
        activities.add(activity(unit, year, "in-mission", "fr", "12-31", "FP-02"));
        activities.add(activity(unit, year, "by letter", "Karo", "10-01", "FP-01"));
      }
    }
    world.catalogue(
        "{\"rotations\":[%s],\"activities\":[%s]}"
            .formatted(String.join(",", rotations), String.join(",", activities)));
  }

  private static String activity(
      String unit, int year, String kind, String language, String end, String topic) {
    return """
    {"code":"T-%s-%d-%s","provider":"P-NOR","unit":"%s","rotation":"%d-A","kind":"%s",
     "topics":["%s"],"language":"%s","from":"%d-08-01","to":"%d-%s"}
    """
        .formatted(unit, year, topic, unit, year, kind, topic, language, year - 1, year - 1, end);
  }
}
