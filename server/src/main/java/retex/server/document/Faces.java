package retex.server.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The shipped fonts, in the order in which a letter is looked for in them. Their substitution rules
 * are taken away: shaping is done before, on letters, and ligatures would hide what is written.
 */
final class Faces {

  private static final List<Face> ALL =
      List.of(
          new Face("Noto Sans", "NotoSans-Regular.ttf", 400),
          new Face("Noto Sans", "NotoSans-Bold.ttf", 700),
          new Face("Noto Sans Arabic", "NotoSansArabic-Regular.ttf", 400),
          new Face("Noto Sans Arabic", "NotoSansArabic-Bold.ttf", 700));

  private Faces() {}

  /** The families, as the style sheet names them, that of the language first. */
  static String families(boolean rightToLeft) {
    return rightToLeft ? "'Noto Sans Arabic', 'Noto Sans'" : "'Noto Sans', 'Noto Sans Arabic'";
  }

  static void addTo(PdfRendererBuilder builder) {
    for (Face face : ALL) {
      builder.useFont(
          () -> new ByteArrayInputStream(face.bytes),
          face.family,
          face.weight,
          FontStyle.NORMAL,
          true);
    }
  }

  /** Whether every face of one weight or another can show this code point. */
  static boolean shows(int codePoint) {
    return Character.isWhitespace(codePoint)
        || ALL.stream().anyMatch(face -> face.letters.getGlyphId(codePoint) > 0);
  }

  /** The letter of a glyph in the face of this PostScript name, as files tell it; or nothing. */
  static String letter(String face, int glyph) {
    for (Face it : ALL) {
      List<Integer> letters = it.file.equals(face + ".ttf") ? it.letters.getCharCodes(glyph) : null;
      if (letters != null) {
        return Character.toString(letters.get(0));
      }
    }
    return "";
  }

  /** The shape of a letter in the face of this PostScript name; empty where it has none. */
  static Optional<Shape> shape(String face, String letter) {
    return ALL.stream()
        .filter(it -> it.file.equals(face + ".ttf"))
        .findFirst()
        .flatMap(it -> it.shape(letter));
  }

  /** A glyph: its number and width in the face, and its outline as numbers. */
  record Shape(int glyph, int width, List<Double> outline) {}

  /** An outline as numbers, the same for the same curves. */
  static List<Double> outline(@org.jspecify.annotations.Nullable GlyphData glyph) {
    var outline = new ArrayList<Double>();
    if (glyph != null) {
      double[] points = new double[6];
      for (PathIterator at = glyph.getPath().getPathIterator(null); !at.isDone(); at.next()) {
        int kind = at.currentSegment(points);
        outline.add((double) kind);
        int count = kind == PathIterator.SEG_CLOSE ? 0 : kind == PathIterator.SEG_QUADTO ? 4 : 2;
        for (int i = 0; i < count; i++) {
          outline.add(points[i]);
        }
      }
    }
    return outline;
  }

  private static final class Face {
    private final String family;
    private final int weight;
    private final byte[] bytes;
    private final String file;
    private final TrueTypeFont font;
    private final CmapLookup letters;
    private final Map<String, Optional<Shape>> shapes = new ConcurrentHashMap<>();

    Face(String family, String file, int weight) {
      this.family = family;
      this.file = file;
      this.weight = weight;
      try (InputStream in = Faces.class.getResourceAsStream("/fonts/" + file)) {
        if (in == null) {
          throw new IllegalStateException("font " + file);
        }
        bytes = withoutSubstitution(in.readAllBytes());
        font = new TTFParser().parse(new RandomAccessReadBuffer(bytes)); // kept for shapes
        letters = font.getUnicodeCmapLookup();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Optional<Shape> shape(String letter) {
      return shapes.computeIfAbsent(letter, this::read);
    }

    private synchronized Optional<Shape> read(String letter) {
      try {
        int glyph =
            letter.codePointCount(0, letter.length()) == 1
                ? letters.getGlyphId(letter.codePointAt(0))
                : 0;
        return glyph == 0
            ? Optional.empty()
            : Optional.of(
                new Shape(
                    glyph,
                    font.getAdvanceWidth(glyph) * 1000 / font.getUnitsPerEm(),
                    outline(font.getGlyph().getGlyph(glyph))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The table is renamed to one that no reader knows. */
    private static byte[] withoutSubstitution(byte[] font) {
      int tables = (font[4] & 0xFF) << 8 | (font[5] & 0xFF); // OpenType, table directory
      for (int i = 0; i < tables; i++) {
        int at = 12 + 16 * i;
        if (new String(font, at, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
          font[at] = 'X';
        }
      }
      return font;
    }
  }
}
