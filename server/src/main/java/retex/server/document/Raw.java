package retex.server.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A value of a PDF's file, read without any library's idea of it. Asked for what it is not, it
 * answers with the empty value of that kind.
 */
sealed interface Raw {

  Raw NOTHING = new Word("null");

  default Map<String, Raw> dict() {
    return Map.of();
  }

  default List<Raw> array() {
    return List.of();
  }

  default String name() {
    return "";
  }

  default double number() {
    return 0;
  }

  default byte[] bytes() {
    return new byte[0];
  }

  default Raw at(String key) {
    return dict().getOrDefault(key, NOTHING);
  }

  /** A name, without its slash. */
  record Name(String name) implements Raw {}

  /** A string of either notation. */
  record Text(byte[] bytes) implements Raw {

    // 80 to A0 of PDFDocEncoding, ISO 32000-1, annex D
    private static final String HIGH =
        "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D"
            + "\u2018\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153"
            + "\u0161\u017E\uFFFD\u20AC";

    @Override
    public byte[] bytes() {
      return bytes;
    }

    /** As text: UTF-16 or UTF-8 where marked, otherwise PDFDocEncoding. */
    String text() {
      if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
        return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
      }
      if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB) {
        return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
      }
      var text = new StringBuilder();
      for (byte b : bytes) {
        int at = b & 0xFF;
        text.append(at >= 0x80 && at <= 0xA0 ? HIGH.charAt(at - 0x80) : (char) at);
      }
      return text.toString();
    }
  }

  /** A number. */
  record Number(double number) implements Raw {}

  /** An operator, {@code true}, {@code false} or {@code null}. */
  record Word(String word) implements Raw {}

  /** A reference to an object. */
  record Ref(int object) implements Raw {}

  /** An array. */
  record Array(List<Raw> array) implements Raw {}

  /** A dictionary. */
  record Dict(Map<String, Raw> dict) implements Raw {}

  /** A stream with its data decompressed. */
  record Stream(Map<String, Raw> dict, byte[] bytes) implements Raw {}

  /** The file is not as this reader demands; {@code at} is an offset in it. */
  final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String what, int at) {
      super(what + " at byte " + at);
    }
  }
}
