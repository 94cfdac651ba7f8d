package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.instrument.Answer;
import retex.server.document.Content;
import retex.server.document.Typesetter;
import retex.server.finding.SomeFindings;

/**
 * A feedback on two battalions over two rotations, as a training officer reads it. The files are
 * left in {@code target/feedback-*.pdf} for eyes.
 */
class FeedbackReadsTest {

  private static final Map<String, Integer> BEFORE =
      Map.of("FP2", 2, "FP4", 1, "C23", 2, "PC2", 2, "MS1", 3, "PC4", 2);
  private static final Map<String, Integer> AFTER =
      Map.of("FP2", 2, "FP4", 3, "C23", 2, "PC2", 3, "MS1", 4, "SU3", 1);
  private static final Pattern DOUBLED =
      Pattern.compile("[.,;:]\\s*[.,;:]|\\b(\\p{L}{2,}) \\1\\b|\\{|}|\\[|]|~|\\^| {2}");

  private static final Pattern LATIN_WORDS = Pattern.compile("[a-zà-ÿ]{2,} [a-zà-ÿ]{2,}");

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    world.catalogue(
        """
        {"rotations":[{"unit":"U-A1","code":"2025-A","from":"2024-11-01","to":"2025-10-31"},
                      {"unit":"U-B1","code":"2025-A","from":"2024-11-01","to":"2025-10-31"}],
         "activities":[
          {"code":"T-1","provider":"P-NOR","unit":"U-A1","rotation":"2025-A","kind":"pre-deployment",
           "topics":["FP-02","SIG-01"],"language":"en","from":"2024-08-01","to":"2024-08-21"},
          {"code":"T-2","provider":"P-NOR","unit":"U-B1","rotation":"2025-A","kind":"pre-deployment",
           "topics":["FP-02"],"language":"fr","from":"2024-08-01","to":"2024-08-21"},
          {"code":"T-3","provider":"P-NOR","unit":"U-A1","rotation":"2026-A","kind":"pre-deployment",
           "topics":["MED-01","MED-02","SIG-01"],"language":"en","from":"2025-08-01","to":"2025-08-21"},
          {"code":"T-4","provider":"P-NOR","unit":"U-B1","rotation":"2026-A","kind":"pre-deployment",
           "topics":["MED-01","POC-02"],"language":"fr","from":"2025-08-01","to":"2025-08-21"}]}
        """);
    told(
        "U-A1",
        "2025-A",
        "2025-04-03",
        BEFORE,
        "Patrols are planned with care. Patrol leaders speak with the population.",
        "Casualty evacuation is slow because it was taught in the classroom only. The quick reaction"
            + " force leaves late because drills were held by day only. Radio discipline is weak.",
        "Rehearse casualty evacuation by night. Rehearse the quick reaction force every week.");
    told(
        "U-B1",
        "2025-A",
        "2025-05-03",
        Map.of("FP2", 1, "FP4", 2, "C22", 2),
        "The guard reacts quickly to an alarm.",
        "Soldiers cannot apply a tourniquet. Reports from the operations room are late because no"
            + " format was taught.",
        "Add tourniquets to the pre-deployment course.");
    told(
        "U-A1",
        "2026-A",
        "2026-02-03",
        AFTER,
        "Tourniquets are applied quickly and correctly. Patrols are exemplary. Orders are clear.",
        "The quick reaction force leaves late. Radio discipline is weak because there were too few"
            + " instructors. The medical post is not equipped.",
        "Rehearse the quick reaction force by night.");
    told(
        "U-B1",
        "2026-A",
        "2026-02-20",
        Map.of("FP2", 3, "FP4", 3, "C22", 1, "PC3", 2),
        "First aid is sound. The interpreter is well used by patrols.",
        "Reports from the operations room are late and incomplete. Engagement teams have no women.",
        "Train the watchkeepers with a report format.");
    world.noted("U-A1");
    world.noted("U-B1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar"})
  void it_reads_well_and_is_archival_and_accessible(String language) throws Exception {
    Release release = world.releases().propose(SomeWorld.NOR, language, Terms.NONE, "olaf");
    Files.createDirectories(Path.of("target"));
    byte[] pdf = Typesetter.preview(release.content());
    Files.write(Path.of("target/feedback-" + language + ".pdf"), pdf);
    Files.write(Path.of("target/feedback-" + language + ".txt"), release.content().texts());

    assertThat(release.content().texts()).noneMatch(it -> DOUBLED.matcher(it).find());
    assertThat(release.content().blocks()).allSatisfy(FeedbackReadsTest::leadsArePartedFromTexts);
    assertThat(faults(pdf, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
  }

  private static List<?> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      return validator.validate(parser).getTestAssertions();
    }
  }

  @Test
  void an_arabic_feedback_has_nothing_in_another_language_but_names() {
    Release release = world.releases().propose(SomeWorld.NOR, "ar", Terms.NONE, "olaf");

    assertThat(release.content().texts())
        .noneMatch(it -> LATIN_WORDS.matcher(it).find())
        .anyMatch(
            it -> it.contains("إجلاء المصابين على الأرجح إلى أن تدريسه جرى في قاعة الدرس فقط."));
  }

  private static void leadsArePartedFromTexts(Content.Block block) {
    if (block instanceof Content.Items list) {
      assertThat(list.items())
          .extracting(Content.Item::lead)
          .allMatch(it -> it.isEmpty() || ".:".indexOf(it.charAt(it.length() - 1)) >= 0);
    }
  }

  private void told(
      String unit,
      String rotation,
      String from,
      Map<String, Integer> ratings,
      String strengths,
      String shortfalls,
      String recommendations) {
    var texts =
        Map.of(
            "strengths", strengths, "shortfalls", shortfalls, "recommendations", recommendations);
    var entry =
        world.evaluated(
            unit,
            3,
            it ->
                EvaluationBuilder.builder(it)
                    .rotation(rotation)
                    .from(LocalDate.parse(from))
                    .to(LocalDate.parse(from).plusDays(3))
                    .answers(it.answers().stream().map(answer -> rated(answer, ratings)).toList())
                    .narrative(
                        it.narrative().stream()
                            .map(
                                part ->
                                    new NarrativePart(
                                        part.code(), texts.getOrDefault(part.code(), "")))
                            .toList())
                    .build());
    assertThat(
            SomeFindings.accepted(
                world.context(), entry.revision().record(), entry.revision().id()))
        .isPositive();
  }

  private static Answer rated(Answer answer, Map<String, Integer> ratings) {
    Integer rating = ratings.get(answer.criterion().value());
    return rating == null ? answer : new Answer.Rated(answer.criterion(), rating, "");
  }
}
