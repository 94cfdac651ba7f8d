package retex.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class TypesetterTest {

  static {
    VeraGreenfieldFoundryProvider.initialise();
  }

  @ParameterizedTest
  @CsvSource({"PDFA_2_A, en", "PDFA_2_A, fr", "PDFUA_1, en", "PDFUA_1, fr"})
  void a_file_is_archival_and_accessible(PDFAFlavour flavour, String language) throws Exception {
    byte[] pdf = Typesetter.pdf(content(language));

    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      var result = validator.validate(parser);

      assertThat(result.getTestAssertions()).as(flavour.toString()).isEmpty();
      assertThat(result.isCompliant()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void everything_set_can_be_read_back(String language) {
    Content content = content(language);

    String read = ReadBack.of(Typesetter.pdf(content)).text().replaceAll("\\s+", " ");

    for (String text : content.texts()) {
      for (String word : text.split("[\\s.,()<>&\"]+")) {
        assertThat(read).contains(word);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void canonical_bytes_give_the_same_content_again(String language) {
    Content content = content(language);

    assertThat(ContentJson.read(ContentJson.write(content))).isEqualTo(content);
    assertThat(ContentJson.write(ContentJson.read(ContentJson.write(content))))
        .isEqualTo(ContentJson.write(content));
  }

  private static Content content(String language) {
    return new Content(
        language,
        "Évaluation de l’unité",
        "For someone only",
        List.of(
            new Content.Heading(2, "Cœur du sujet"),
            new Content.Paragraph("A <b>plain</b> sentence & another.", false),
            new Content.Items(true, List.of(new Content.Item("First", "why"))),
            new Content.Table("Caption", List.of("A", "B"), List.of(List.of("one", "two"))),
            new Content.Bars(
                "Ratings",
                List.of("Area", "Bar", "Mean", "Count"),
                4,
                List.of(new Content.Bar("Force protection", 2.5, "2.5", "4 of 5")))));
  }
}
