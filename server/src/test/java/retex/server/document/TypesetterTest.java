package retex.server.document;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class TypesetterTest {

  private static final Edition EDITION =
      new Edition(
          LocalDate.of(2026, 11, 25),
          "R7K2-M9QD",
          "0123456789abcdef0123456789ABCDEF".getBytes(US_ASCII));

  static {
    VeraGreenfieldFoundryProvider.initialise();
  }

  @ParameterizedTest
  @CsvSource({
    "PDFA_2_A, en",
    "PDFA_2_A, fr",
    "PDFA_2_A, ar",
    "PDFUA_1, en",
    "PDFUA_1, fr",
    "PDFUA_1, ar"
  })
  void a_signed_file_is_archival_and_accessible(PDFAFlavour flavour, String language)
      throws Exception {
    byte[] pdf = signed(SomeContent.in(language));

    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      var result = validator.validate(parser);

      assertThat(result.getTestAssertions()).as(flavour.toString()).isEmpty();
      assertThat(result.isCompliant()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar"})
  void a_sound_file_has_no_fault(String language) {
    Content content = SomeContent.in(language);

    Proof proof = Proof.of(signed(content), content, EDITION, SomeSigner.ONE.chain().get(0));

    assertThat(proof.faults()).isEmpty();
    assertThat(proof.pageOf()).containsEntry("title", 1).containsKey("6.item.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar"})
  void a_file_is_the_same_in_another_place_and_hour(String language) {
    Content content = SomeContent.in(language);
    byte[] here = signed(content);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      assertThat(signed(content)).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void a_french_line_never_ends_in_an_apostrophe() throws Exception {
    var words = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      words.append("d’").append("a".repeat(1 + i % 23)).append(" l'").append("o".repeat(2 + i % 7));
      words.append(i % 3 == 0 ? "\u202f: " : " ");
    }
    var content =
        new Content(
            "fr", "T", "F", List.of(new Content.Paragraph(words.toString().strip(), false)));

    List<String> lines =
        ReadBack.of(Typesetter.preview(content)).pages().stream().flatMap(String::lines).toList();

    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(lines).noneMatch(it -> it.strip().matches(".*[’']"));
    assertThat(lines).noneMatch(it -> it.strip().startsWith(":"));
  }

  /** Wherever on a page a table begins; the last heights are those at which nothing is left. */
  @Test
  void the_head_of_a_table_stands_on_the_page_of_its_first_row() throws Exception {
    var rows = new ArrayList<List<String>>();
    for (int row = 0; row < 9; row++) {
      rows.add(List.of(row == 0 ? "Firstrow" : "Row", "Some words that fill the line. ".repeat(8)));
    }
    for (int lines = 20; lines < 44; lines++) {
      var blocks = new ArrayList<Content.Block>();
      for (int i = 0; i < lines; i++) {
        blocks.add(new Content.Paragraph("A line.", false));
      }
      blocks.add(new Content.Heading(2, "Abovetable"));
      blocks.add(new Content.Table("Captionhere", List.of("Headcell", "Text"), rows));

      List<String> pages =
          ReadBack.of(Typesetter.preview(new Content("en", "T", "F", blocks))).pages();

      assertThat(pages)
          .as("%d lines before", lines)
          .filteredOn(it -> it.contains("Firstrow"))
          .singleElement()
          .satisfies(
              it -> assertThat(it).contains("Abovetable").contains("Captionhere", "Headcell"));
    }
  }

  @Test
  void a_letter_that_no_font_shows_is_told_before_it_is_set() {
    var content =
        new Content("en", "Title", "Foot", List.of(new Content.Paragraph("\u6F22", false)));

    assertThat(Proof.lettersNotShown(content))
        .containsExactly(new Fault(Fault.Kind.LETTER_NOT_SHOWN, 0, "1"));
    assertThat(Proof.lettersNotShown(SomeContent.in("ar"))).isEmpty();
  }

  @Test
  void a_letter_that_was_dropped_all_the_same_is_found_by_reading_back() {
    var content =
        new Content("en", "Title", "Foot", List.of(new Content.Paragraph("a \u6F22 b", false)));

    Proof proof = Proof.of(signed(content), content, EDITION, SomeSigner.ONE.chain().get(0));

    assertThat(proof.faults()).contains(new Fault(Fault.Kind.TEXT_DIFFERS, 1, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar"})
  void canonical_bytes_give_the_same_content_again(String language) {
    Content content = SomeContent.in(language);

    assertThat(ContentJson.read(ContentJson.write(content))).isEqualTo(content);
    assertThat(ContentJson.write(ContentJson.read(ContentJson.write(content))))
        .isEqualTo(ContentJson.write(content));
  }

  private static byte[] signed(Content content) {
    return Signing.signed(Typesetter.pdf(content, EDITION), EDITION, SomeSigner.ONE);
  }
}
