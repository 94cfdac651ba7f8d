package retex.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterMarkTest {

  private static final Random RANDOM = new Random(7);

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar"})
  void a_copy_is_told_from_all_others(String language) {
    byte[] mark = mark();

    LetterMark.Reading read = LetterMark.read(Typesetter.pdf(words(language), edition(mark)));

    assertThat(read.isOf(mark)).isTrue();
    for (int other = 0; other < 1_000; other++) {
      assertThat(read.isOf(mark())).isFalse();
    }
  }

  @Test
  void one_page_saved_anew_without_tags_still_tells() throws IOException {
    byte[] mark = mark();
    byte[] pdf = Typesetter.pdf(words("en"), edition(mark));
    var out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf);
        var part = new PDDocument()) {
      part.importPage(document.getPage(1));
      part.save(out);
    }

    assertThat(LetterMark.read(out.toByteArray()).isOf(mark)).isTrue();
  }

  /** Two pages of words that are all different, of letters of the language. */
  private static Content words(String language) {
    String letters =
        switch (language) {
          case "ar" -> "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
          case "fr" -> "abcdeéèfghijlmnopqrstuvxyzœ";
          default -> "abcdefghijklmnoprstuvwy";
        };
    var random = new Random(11);
    var blocks = new ArrayList<Content.Block>();
    for (int paragraph = 0; paragraph < 60; paragraph++) {
      var text = new StringBuilder();
      for (int letter = 0; letter < 90; letter++) {
        text.append(letter % 7 == 6 ? ' ' : letters.charAt(random.nextInt(letters.length())));
      }
      blocks.add(new Content.Paragraph(text.toString().strip(), false));
    }
    return new Content(language, "A title", "A footer", blocks);
  }

  private static Edition edition(byte[] mark) {
    return new Edition(LocalDate.of(2026, 11, 25), "R7K2-M9QD", mark);
  }

  private static byte[] mark() {
    byte[] mark = new byte[32];
    RANDOM.nextBytes(mark);
    return mark;
  }
}
