package retex.agent.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import retex.agent.web.Words;

/** What is written from right to left, on paper. */
class ArabicPaperTest {

  private static final String MIXED =
      "تأخرت الدورية 45 دقيقة (Camp Amber)، ثم عادت إلى القاعدة. The radio of OSPREY 6 كان معطلا.";

  private static final String ARABIC = "تأخرتالدورية54دقيقة"; // the number is met from its end

  @Test
  void an_arabic_remark_in_an_english_form_is_set_whole() throws IOException {
    byte[] pdf = Press.pdf(sheet("en", "Patrols leave on time.", MIXED), Words.in("en"));

    keep("arabic-remark", pdf);
    assertThat(text(pdf))
        .doesNotContain("#") // what is drawn for a character that no font has
        .contains("الدورية", "القاعدة", "معطلا", "45", "Camp Amber", "The radio of OSPREY 6")
        .contains("Patrols leave on time.");
  }

  @Test
  void words_and_letters_follow_each_other_from_the_right_and_numbers_and_names_from_the_left()
      throws IOException {
    for (String language : List.of("en", "ar")) {
      List<List<String>> lines = lines(Press.pdf(sheet(language, "?", MIXED), Words.in("en")));

      assertThat(lines).map(ArabicPaperTest::fromTheRight).anyMatch(it -> it.contains(ARABIC));
      assertThat(lines).map(ArabicPaperTest::fromTheLeft).anyMatch(it -> it.contains("45"));
      assertThat(lines)
          .map(ArabicPaperTest::fromTheLeft)
          .anyMatch(it -> it.contains("(CampAmber)")) // both brackets turned
          .anyMatch(it -> it.contains("TheradioofOSPREY6"));
    }
  }

  @Test
  void a_form_that_asks_in_arabic_goes_from_right_to_left() throws IOException {
    byte[] pdf = Press.pdf(sheet("ar", "يرافق القوافل.", "Seen by day."), Words.in("en"));

    keep("arabic-form", pdf);
    assertThat(text(pdf)).doesNotContain("#").contains("يرافق القوافل", "Seen by day.");
    assertThat(left(pdf, "A1")).isGreaterThan(left(pdf, "Seen"));
    assertThat(left(pdf, "Seen")).isGreaterThan(left(pdf, "3 Able"));
  }

  @Test
  void a_form_in_english_goes_from_left_to_right() throws IOException {
    byte[] pdf = Press.pdf(sheet("en", "Escorts convoys.", "Seen by day."), Words.in("en"));

    assertThat(left(pdf, "A1")).isLessThan(left(pdf, "Seen"));
    assertThat(left(pdf, "Seen")).isLessThan(left(pdf, "3 Able"));
  }

  /** The glyphs of each line, from the left; one of two letters is one. Without blanks. */
  private static List<List<String>> lines(byte[] pdf) throws IOException {
    var lines = new TreeMap<String, List<TextPosition>>();
    var stripper =
        new PDFTextStripper() {
          @Override
          protected void processTextPosition(TextPosition it) {
            String line = getCurrentPageNo() + " " + Math.round(it.getYDirAdj());
            lines.computeIfAbsent(line, none -> new ArrayList<>()).add(it);
          }
        };
    try (var document = Loader.loadPDF(pdf)) {
      stripper.getText(document);
    }
    return lines.values().stream()
        .map(
            line ->
                line.stream()
                    .sorted(Comparator.comparing(TextPosition::getXDirAdj))
                    .map(it -> Normalizer.normalize(it.getUnicode(), Normalizer.Form.NFKC))
                    .filter(it -> !it.isBlank())
                    .toList())
        .toList();
  }

  private static String fromTheLeft(List<String> glyphs) {
    return String.join("", glyphs);
  }

  private static String fromTheRight(List<String> glyphs) {
    var turned = new ArrayList<>(glyphs);
    Collections.reverse(turned);
    return String.join("", turned);
  }

  private static Sheet sheet(String language, String question, String remark) {
    return new Sheet(
        language,
        language.equals("ar") ? "تقييم قافلة" : "Convoy",
        "CONFIDENTIAL",
        "record 1",
        List.of(new Sheet.Fact("Unit", "ELDBATT-2"), new Sheet.Fact("Evaluators", "العقيد سليم")),
        List.of(
            new Sheet.Part(
                language.equals("ar") ? "مرافقة" : "Escort",
                "3.0, 1 of 1 observed",
                List.of(new Sheet.Row("A1", question, "3 Able", remark)))),
        List.of(new Sheet.Fact("Strengths", MIXED)),
        List.of(),
        List.of("Chief evaluator"),
        List.of());
  }

  private static String text(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  /** Where a line's piece with these first letters begins, in points from the left. */
  private static float left(byte[] pdf, String letters) throws IOException {
    var found = new ArrayList<Float>();
    var stripper =
        new PDFTextStripper() {
          @Override
          protected void writeString(String text, List<TextPosition> positions) {
            int at = text.indexOf(letters);
            if (at >= 0) {
              found.add(positions.get(at).getXDirAdj());
            }
          }
        };
    try (var document = Loader.loadPDF(pdf)) {
      stripper.getText(document);
    }
    assertThat(found).as(letters).isNotEmpty();
    return found.get(0);
  }

  /** For the eyes. */
  private static void keep(String name, byte[] pdf) throws IOException {
    Files.createDirectories(Path.of("target/paper"));
    Files.write(Path.of("target/paper", name + ".pdf"), pdf);
  }
}
