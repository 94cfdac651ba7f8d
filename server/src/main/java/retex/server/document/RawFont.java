package retex.server.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** What one font's codes of two bytes mean ({@code ToUnicode}) and how wide they are. */
final class RawFont {

  private final Map<Integer, String> letters = new HashMap<>();
  private final Map<Integer, Double> widths = new HashMap<>();
  private final Map<Integer, String> used = new TreeMap<>();
  private final double usualWidth;
  private final String face;
  private final byte[] program;
  private final byte[] glyphs;

  /** {@code font} is a Type 0 font with Identity-H; anything else is refused. */
  RawFont(RawFile file, Raw font) {
    if (!font.at("Encoding").name().equals("Identity-H")) {
      throw new Raw.Malformed("unknown encoding", 0);
    }
    Raw descendant = file.resolved(file.resolved(font, "DescendantFonts").array().get(0));
    face = font.at("BaseFont").name().replaceFirst("^[A-Z]{6}\\+", "");
    Raw descriptor = file.resolved(descendant, "FontDescriptor");
    program = file.resolved(descriptor, "FontFile2").bytes();
    glyphs = file.resolved(descendant, "CIDToGIDMap").bytes();
    Raw usual = descendant.at("DW");
    usualWidth = usual instanceof Raw.Number number ? number.number() : 1000;
    widths(file.resolved(descendant, "W").array());
    letters(file.resolved(font, "ToUnicode").bytes());
  }

  /** The letters of a code; a code without any is refused, for it could show anything. */
  String letters(int code) {
    String found = letters.get(code);
    if (found == null) {
      throw new Raw.Malformed("a glyph without a letter", code);
    }
    used.put(code, found);
    return found;
  }

  /** Whether each letter that was drawn has the shape and width of that letter in our own face. */
  boolean isHonest() throws IOException {
    try (TrueTypeFont embedded = new TTFParser(true).parse(new RandomAccessReadBuffer(program))) {
      for (Map.Entry<Integer, String> it : used.entrySet()) {
        int at = 2 * it.getKey();
        int glyph =
            at + 1 < glyphs.length ? (glyphs[at] & 0xFF) << 8 | (glyphs[at + 1] & 0xFF) : -1;
        Optional<Faces.Shape> own = Faces.shape(face, it.getValue());
        if (own.isEmpty()
            || glyph < 0
            || Math.abs(own.get().width() - width(it.getKey())) > 1
            || !own.get().outline().equals(Faces.outline(embedded.getGlyph().getGlyph(glyph)))) {
          return false;
        }
      }
      return true;
    }
  }

  /** In thousandths of the size. */
  double width(int code) {
    return widths.getOrDefault(code, usualWidth);
  }

  private void widths(List<Raw> array) {
    for (int i = 0; i + 1 < array.size(); ) {
      int code = (int) array.get(i).number();
      List<Raw> run = array.get(i + 1).array();
      if (array.get(i + 1) instanceof Raw.Array) {
        for (int k = 0; k < run.size(); k++) {
          widths.put(code + k, run.get(k).number());
        }
        i += 2;
      } else {
        for (int k = code; k <= (int) array.get(i + 1).number(); k++) {
          widths.put(k, array.get(i + 2).number());
        }
        i += 3;
      }
    }
  }

  private void letters(byte[] map) {
    var tokens = new RawTokens(map, 0);
    var operands = new ArrayList<Raw>();
    while (!tokens.atEnd()) {
      Raw token = tokens.value(false);
      if (token instanceof Raw.Word word) {
        if (word.word().equals("endbfchar")) {
          for (int i = 0; i + 1 < operands.size(); i += 2) {
            letters.put(code(operands.get(i)), text(operands.get(i + 1)));
          }
        } else if (word.word().equals("endbfrange")) {
          ranges(operands);
        }
        operands.clear();
      } else {
        operands.add(token);
      }
    }
  }

  private void ranges(List<Raw> operands) {
    for (int i = 0; i + 2 < operands.size(); i += 3) {
      int first = code(operands.get(i));
      int last = code(operands.get(i + 1));
      List<Raw> each = operands.get(i + 2).array();
      for (int code = first; code <= last; code++) {
        if (!each.isEmpty()) {
          letters.put(code, text(each.get(code - first)));
        } else {
          byte[] next = operands.get(i + 2).bytes().clone();
          next[next.length - 1] = (byte) (next[next.length - 1] + code - first);
          letters.put(code, new String(next, StandardCharsets.UTF_16BE));
        }
      }
    }
  }

  private static int code(Raw value) {
    int code = 0;
    for (byte b : value.bytes()) {
      code = code << 8 | (b & 0xFF);
    }
    return code;
  }

  private static String text(Raw value) {
    return new String(value.bytes(), StandardCharsets.UTF_16BE);
  }
}
