package retex.agent.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a page in UTF-8. Of a long one, the few characters that are not of Latin-1 are
 * written as numbers: so a browser keeps and reads it a byte a character, which takes it half the
 * time. Where there are many of them they are bytes as everywhere else.
 */
final class PageBytes {

  private static final int LONG = 64 * 1024; // characters
  private static final int LARGEST = 7 + 3; // bytes of &#1114111;

  private PageBytes() {}

  /** {@code html} without inline script or style, in which a number would not be a character. */
  static byte[] of(String html) {
    if (html.length() < LONG) {
      return html.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[html.length() + html.length() / 8 + LARGEST];
    int at = 0;
    for (int i = 0; i < html.length(); i++) {
      char it = html.charAt(i);
      if (it < 0x80) {
        bytes[at++] = (byte) it;
      } else if (it <= 0xFF) {
        bytes[at++] = (byte) (0xC0 | it >> 6);
        bytes[at++] = (byte) (0x80 | it & 0x3F);
      } else {
        int character = html.codePointAt(i);
        i += Character.charCount(character) - 1;
        at = number(character, bytes, at);
      }
      if (at + LARGEST > bytes.length) {
        return html.getBytes(StandardCharsets.UTF_8); // too many
      }
    }
    return Arrays.copyOf(bytes, at);
  }

  private static int number(int character, byte[] bytes, int from) {
    byte[] number = ("&#" + character + ";").getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(number, 0, bytes, from, number.length);
    return from + number.length;
  }
}
