package retex.agent.paper;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiSplitterFactory;
import com.openhtmltopdf.bidi.BidiTextRun;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.text.Bidi;
import java.util.Set;

/**
 * Sets what is written from right to left, alone or within other text (Unicode Standard Annex 9).
 * Loaded at the first sheet with such text. The JDK's own analysis: a library for it would make the
 * package a fifth larger.
 */
final class RightToLeft {

  private static final String MIRRORED = "()[]{}<>«»‹›≤≥";

  // the scripts of these among the languages: Arabic, Hebrew
  private static final Set<String> LANGUAGES = Set.of("ar", "fa", "ur", "he", "ps");

  private RightToLeft() {}

  /** Whether a language, by its tag, is written so. */
  static boolean isLanguage(String language) {
    return LANGUAGES.contains(language);
  }

  /** Whether there is any such text. */
  static boolean isIn(String text) {
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
  }

  /** {@code rtl} or {@code ltr}: the direction of the first letter that has one. */
  static String direction(String text) {
    return new Bidi(text.isEmpty() ? " " : text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT)
            .baseIsLeftToRight()
        ? "ltr"
        : "rtl";
  }

  static void addTo(PdfRendererBuilder builder) {
    BidiSplitterFactory splitters = Runs::new;
    builder.useUnicodeBidiSplitter(splitters);
    builder.useUnicodeBidiReorderer(new Order());
  }

  /** A paragraph in pieces of one direction each. */
  private static final class Runs implements BidiSplitter {

    private Bidi bidi = new Bidi("", Bidi.DIRECTION_LEFT_TO_RIGHT);
    private Integer[] visual = {};

    @Override
    public void setParagraph(String text, byte direction) {
      bidi =
          new Bidi(
              text, direction == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
      int count = bidi.getRunCount();
      byte[] levels = new byte[count];
      visual = new Integer[count];
      for (int i = 0; i < count; i++) {
        levels[i] = (byte) bidi.getRunLevel(i);
        visual[i] = i;
      }
      if (count > 1) {
        Bidi.reorderVisually(levels, 0, visual, 0, count);
      }
    }

    @Override
    public int countTextRuns() {
      return visual.length;
    }

    @Override
    public BidiTextRun getVisualRun(int index) {
      int run = visual[index];
      int start = bidi.getRunStart(run);
      byte direction = bidi.getRunLevel(run) % 2 == 0 ? LTR : RTL;
      return new BidiTextRun(start, bidi.getRunLimit(run) - start, direction);
    }

    @Override
    public byte getBaseDirection(String paragraph) {
      for (int i = 0; i < paragraph.length(); i++) {
        switch (Character.getDirectionality(paragraph.charAt(i))) {
          case Character.DIRECTIONALITY_LEFT_TO_RIGHT:
            return LTR;
          case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC:
            return RTL;
          default:
            continue;
        }
      }
      return NEUTRAL;
    }
  }

  /** A piece from right to left as it is drawn, from left to right. */
  private static final class Order implements BidiReorderer {

    @Override
    public String reorderRTLTextToLTR(String text) {
      var reversed = new StringBuilder(text).reverse();
      for (int i = 0; i < reversed.length(); i++) {
        int at = MIRRORED.indexOf(reversed.charAt(i));
        if (at >= 0) {
          reversed.setCharAt(i, MIRRORED.charAt(at ^ 1));
        }
      }
      return reversed.toString();
    }

    @Override
    public String shapeText(String text) {
      return ArabicShapes.of(text);
    }

    @Override
    public String deshapeText(String text) {
      return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC);
    }

    @Override
    public boolean isLiveImplementation() {
      return true;
    }
  }
}
