package retex.agent.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import retex.agent.web.Words;

/** Where lines end on paper. */
class LinesTest {

  private static final String WORDS = "l’unité s’entraîne aujourd’hui, d’abord à l’abri ; ";

  @Test
  void no_line_ends_behind_an_apostrophe_within_a_word() throws IOException {
    for (int begun = 1; begun < 12; begun++) { // so that each word meets the end of a line
      String text = text(sheet("a".repeat(begun) + " " + WORDS.repeat(12)));

      assertThat(text.lines().map(String::strip))
          .as(text)
          .hasSizeGreaterThan(8)
          .noneMatch(it -> it.endsWith("’"));
      assertThat(text.replaceAll("\\s+", " "))
          .as("no word is lost")
          .contains(WORDS.repeat(12).strip());
    }
  }

  @Test
  void a_quotation_that_ends_may_end_a_line() {
    var lines = new Lines();
    lines.setText("‘so’ they");

    assertThat(lines.next()).isEqualTo(5);
    assertThat(lines.next()).isEqualTo(9);
    assertThat(lines.next()).isEqualTo(-1);
  }

  private static Sheet sheet(String remark) {
    return new Sheet(
        "fr",
        "Escorte",
        "CONFIDENTIEL",
        "fiche 1",
        List.of(),
        List.of(
            new Sheet.Part(
                "Escorte", "3,0", List.of(new Sheet.Row("A1", "Escorte.", "3 Capable", remark)))),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static String text(Sheet sheet) throws IOException {
    try (var document = Loader.loadPDF(Press.pdf(sheet, Words.in("fr")))) {
      return new PDFTextStripper().getText(document);
    }
  }
}
