package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import retex.contract.Entry;
import retex.server.catalogue.ProviderCode;
import retex.server.finding.SomeFindings;
import retex.server.release.Release;
import retex.server.release.SomeWorld;
import retex.server.release.Terms;

/**
 * Arabic from remarks in English to the signed file that a provider gets. What is given was read
 * back by both readers and found sound, or it would have been held back. Left in {@code
 * target/feedback-ar-given.pdf} for eyes.
 */
class ArabicFeedbackTest {

  private static final String PROVIDER = "P-NOR";

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    VeraGreenfieldFoundryProvider.initialise();
    world = new SomeWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_feedback_with_composed_findings_is_given_in_arabic_archival_and_accessible()
      throws Exception {
    accepted("U-A1", "Stand-to is slow because drills were held by day only.");
    accepted("U-A2", "Stand-to is slow. Foot patrols are exemplary.");
    accepted("U-B1", "Stand-to is good. Rehearse foot patrols by night.");
    Release release =
        world.releases().propose(new ProviderCode(PROVIDER), "ar", Terms.NONE, "olaf");
    assertThat(release.content().texts())
        .anyMatch(it -> it.contains("عن المعيار المطلوب في ملاحظتين من أصل ثلاث ملاحظات."))
        .anyMatch(it -> it.contains("لأن التمارين جرت نهارا فقط."));

    world.approved(release);

    Feedbacks feedbacks = world.bean(Feedbacks.class);
    feedbacks.drawApproved();
    List<Feedbacks.Given> given = feedbacks.of(PROVIDER, "paula");
    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(given).hasSize(1);
    byte[] pdf = feedbacks.file(given.get(0).row().id(), PROVIDER, "paula");
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/feedback-ar-given.pdf"), pdf);
    assertThat(faults(pdf, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
  }

  private static List<?> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      return validator.validate(parser).getTestAssertions();
    }
  }

  private void accepted(String unit, String shortfalls) {
    Entry entry = world.evaluated(unit, 3, SomeWorld.shortfalls(shortfalls));
    assertThat(
            SomeFindings.accepted(
                world.context(), entry.revision().record(), entry.revision().id()))
        .isPositive();
  }
}
