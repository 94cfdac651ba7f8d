package retex.agent.paper;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives Arabic letters, and those of languages written with them, the shapes that they take beside
 * each other (The Unicode Standard, section 9.2), as fonts have them in the blocks of presentation
 * forms. Those blocks list a letter's shapes in one order: isolated, final, initial, medial; a
 * letter with the first two alone joins to the right only. Pure.
 */
final class ArabicShapes {

  private static final int ISOLATED = 0;
  private static final int FINAL = 1;
  private static final int INITIAL = 2;
  private static final int MEDIAL = 3;
  private static final char LAM = '\u0644';
  private static final char TATWEEL = '\u0640';
  private static final char JOINER = '\u200d';
  private static final Map<String, StringBuilder> SHAPES = shapes();

  private ArabicShapes() {}

  /** The text, in the order in which it is read, with each letter in its shape. */
  static String of(String text) {
    var shaped = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      boolean joinsBefore = joinsBackward(letter) && joinsForward(neighbour(text, at, -1));
      String pair = letter == LAM && at + 1 < text.length() ? text.substring(at, at + 2) : "";
      if (SHAPES.containsKey(pair)) { // lam and alef are one
        shaped.append(SHAPES.get(pair).charAt(joinsBefore ? FINAL : ISOLATED));
        at++;
        continue;
      }
      boolean joinsAfter = joinsForward(letter) && joinsBackward(neighbour(text, at, 1));
      StringBuilder shapes = SHAPES.get(String.valueOf(letter));
      shaped.append(shapes == null ? letter : shapes.charAt(shape(joinsBefore, joinsAfter)));
    }
    return shaped.toString();
  }

  private static int shape(boolean joinsBefore, boolean joinsAfter) {
    if (joinsBefore) {
      return joinsAfter ? MEDIAL : FINAL;
    }
    return joinsAfter ? INITIAL : ISOLATED;
  }

  /** The next letter in a direction, past marks that stand over or under one. */
  private static char neighbour(String text, int from, int step) {
    int at = from + step;
    while (at >= 0 && at < text.length() && isMark(text.charAt(at))) {
      at += step;
    }
    return at >= 0 && at < text.length() ? text.charAt(at) : ' ';
  }

  private static boolean isMark(char letter) {
    int type = Character.getType(letter);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean joinsForward(char letter) {
    StringBuilder shapes = SHAPES.get(String.valueOf(letter));
    return isJoiner(letter) || (shapes != null && shapes.length() > MEDIAL);
  }

  private static boolean joinsBackward(char letter) {
    StringBuilder shapes = SHAPES.get(String.valueOf(letter));
    return isJoiner(letter) || (shapes != null && shapes.length() > FINAL);
  }

  private static boolean isJoiner(char letter) {
    return letter == TATWEEL || letter == JOINER;
  }

  private static Map<String, StringBuilder> shapes() {
    Map<String, StringBuilder> shapes = new HashMap<>();
    block(shapes, '\ufe80', '\ufefc'); // Arabic Presentation Forms-B, without marks
    block(shapes, '\ufb50', '\ufbb1'); // Forms-A: letters of other languages, without ligatures
    block(shapes, '\ufbd3', '\ufbe7');
    block(shapes, '\ufbfc', '\ufbff');
    return shapes;
  }

  private static void block(Map<String, StringBuilder> shapes, char from, char to) {
    for (char shape = from; shape <= to; shape++) {
      String letters = Normalizer.normalize(String.valueOf(shape), Normalizer.Form.NFKC);
      shapes.computeIfAbsent(letters, any -> new StringBuilder()).append(shape);
    }
  }
}
