package retex.agent.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArabicShapesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "بيت, \ufe91\ufef4\ufe96", // initial, medial, final
    "دار, \ufea9\ufe8d\ufead", // none joins to the left
    "سلام, \ufeb3\ufefc\ufee1", // lam and alef are one, here joined to what is before
    "لا, \ufefb",
    "الأمن, \ufe8d\ufef7\ufee3\ufee6",
    "بَيت, \ufe91\u064e\ufef4\ufe96", // a mark stands over a letter, not between two
    "پل, \ufb58\ufede", // Persian
    "جـ, \ufe9f\u0640",
    "A1 (2), A1 (2)",
  })
  void letters_take_the_shape_of_their_place(String written, String shaped) {
    assertThat(ArabicShapes.of(written)).isEqualTo(shaped);
    assertThat(Normalizer.normalize(shaped, Normalizer.Form.NFKC)).isEqualTo(written);
  }

  @Test
  void every_shape_of_every_letter_of_arabic_persian_and_urdu_is_in_both_fonts()
      throws IOException {
    String letters = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" + "پچژکگی" + "ٹڈڑںہھۓے";
    for (String file : List.of("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")) {
      try (var in = ArabicShapesTest.class.getResourceAsStream("/fonts/" + file);
          var font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
        var glyphs = font.getUnicodeCmapLookup();
        for (String letter : letters.split("")) {
          String everywhere =
              letter + " ب" + letter + " " + letter + "ب ب" + letter + "ب" + " ل" + letter + " بل"
                  + letter;
          ArabicShapes.of(everywhere)
              .chars()
              .filter(it -> it != ' ')
              .forEach(
                  it ->
                      assertThat(glyphs.getGlyphId(it))
                          .as("%s of %s in %s", Integer.toHexString(it), letter, file)
                          .isPositive());
        }
      }
    }
  }
}
