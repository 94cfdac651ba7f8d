package retex.server.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The recipient's mark that no one sees: in each word of four letters or more the second letter and
 * the last but one stand a hair (six thousandths of the size) nearer or farther. Which way is a bit
 * of the edition's mark, chosen by the word's letters, so that any page of a copy tells, in any
 * order, after any rewriting of the file that keeps places of letters.
 */
public final class LetterMark {

  private static final int FEWEST_LETTERS = 4;
  private static final float HAIR = 6; // thousandths of the size
  private static final double SEEN = 0.003; // of the size: half of what was set

  private LetterMark() {}

  /**
   * What the words of a file tell: for each bit of a mark how many words say that it is set, less
   * those that say it is not; 0 where none says anything.
   */
  public record Reading(List<Integer> votes) {

    private static final int FEWEST_BITS = 32;
    private static final double AGREEMENT = 0.9; // 29 of 32: by chance one mark in a million

    public Reading {
      votes = List.copyOf(votes);
    }

    /** How many bits are told. */
    public int bits() {
      return (int) votes.stream().filter(vote -> vote != 0).count();
    }

    /** The share of them that a mark has. */
    public double agreement(byte[] mark) {
      int agree = 0;
      for (int bit = 0; bit < votes.size(); bit++) {
        int vote = votes.get(bit);
        agree += vote != 0 && (vote > 0) == isSet(mark, bit) ? 1 : 0;
      }
      return bits() == 0 ? 0 : (double) agree / bits();
    }

    /** Whether enough is told, and it is this mark. */
    public boolean isOf(byte[] mark) {
      return bits() >= FEWEST_BITS && agreement(mark) >= AGREEMENT;
    }
  }

  /** The same text with the mark in it: what {@code TJ} takes. */
  static COSArray marked(byte[] codes, IntFunction<String> font, byte[] mark) {
    var out = new COSArray();
    int from = 0;
    for (int at = 0; at < codes.length; ) {
      int end = wordEnd(codes, at, font);
      int letters = (end - at) / 2;
      if (letters >= FEWEST_LETTERS) {
        float hair = isSet(mark, key(letters(codes, at, end, font))) ? -HAIR : HAIR;
        out.add(text(codes, from, at + 2));
        out.add(new COSFloat(hair)); // a negative number moves what follows away
        out.add(text(codes, at + 2, end - 2));
        out.add(new COSFloat(-hair));
        from = end - 2;
      }
      at = end + 2;
    }
    if (from < codes.length) {
      out.add(text(codes, from, codes.length));
    }
    return out;
  }

  /** Reads the mark of any file, whole or in part. */
  public static Reading read(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      var reader = new Reader();
      reader.getText(document);
      return new Reading(Arrays.stream(reader.votes).boxed().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSet(byte[] mark, int bit) {
    return (mark[bit / 8] >> (bit % 8) & 1) == 1;
  }

  private static int wordEnd(byte[] codes, int from, IntFunction<String> font) {
    int at = from;
    while (at < codes.length && !letter(codes, at, font).isBlank()) {
      at += 2;
    }
    return at;
  }

  private static String letters(byte[] codes, int from, int to, IntFunction<String> font) {
    var letters = new StringBuilder();
    for (int at = from; at < to; at += 2) {
      letters.append(letter(codes, at, font));
    }
    return letters.toString();
  }

  private static String letter(byte[] codes, int at, IntFunction<String> font) {
    return font.apply((codes[at] & 0xFF) << 8 | (codes[at + 1] & 0xFF));
  }

  private static COSString text(byte[] codes, int from, int to) {
    return new COSString(Arrays.copyOfRange(codes, from, to));
  }

  /** The same for the same letters in any order: readers order right-to-left words their way. */
  private static int key(String letters) {
    int sum =
        java.text.Normalizer.normalize(letters, java.text.Normalizer.Form.NFKC)
            .chars()
            .map(c -> c * 0x9E3779B1) // golden ratio, spreads neighbours
            .sum();
    return (sum ^ sum >>> 15) >>> 8 & 0xFF;
  }

  /** Measures words in the order in which they are drawn. */
  private static final class Reader extends PDFTextStripper {
    private final int[] votes = new int[256];
    private final List<TextPosition> word = new ArrayList<>();

    @Override
    protected void processTextPosition(TextPosition position) {
      boolean goesOn =
          !word.isEmpty()
              && Math.abs(position.getY() - last().getY()) < 0.1
              && Math.abs(gap(last(), position)) < position.getFontSizeInPt() * 0.1;
      if (position.getUnicode().isBlank() || !goesOn) {
        vote();
      }
      if (!position.getUnicode().isBlank()) {
        word.add(position);
      }
    }

    @Override
    public String getText(PDDocument document) throws IOException {
      String text = super.getText(document);
      vote();
      return text;
    }

    private TextPosition last() {
      return word.get(word.size() - 1);
    }

    private static double gap(TextPosition left, TextPosition right) {
      return right.getX() - left.getX() - left.getWidth();
    }

    private void vote() {
      int size = word.size();
      if (size >= FEWEST_LETTERS) {
        double difference =
            gap(word.get(0), word.get(1)) - gap(word.get(size - 2), word.get(size - 1));
        if (Math.abs(difference) > SEEN * word.get(0).getFontSizeInPt()) {
          var letters = new StringBuilder();
          word.forEach(it -> letters.append(it.getUnicode()));
          votes[key(letters.toString())] += difference > 0 ? 1 : -1;
        }
      }
      word.clear();
    }
  }
}
