package retex.server.document;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether the text read back is the content: letter by letter in reading order by the tags, and
 * word by word as a library copies it. Nothing less, nothing more, on no page.
 */
final class Comparison {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private final Content content;
  private final Edition edition;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Integer> pageOf = new HashMap<>();

  Comparison(Content content, Edition edition) {
    this.content = content;
    this.edition = edition;
  }

  List<Fault> faults(RawText raw, ReadBack copied) {
    letters(raw);
    figures(raw);
    feet(raw);
    words(copied, raw.pages().size());
    return faults;
  }

  /** On which page each place begins, as far as the text is the content's. */
  Map<String, Integer> pageOf() {
    return pageOf;
  }

  /** What is drawn for the body: the pieces without the footer, and the marks of lists. */
  private List<Content.Piece> body() {
    var body = new ArrayList<Content.Piece>();
    for (Content.Piece piece : content.pieces()) {
      if (piece.place().endsWith(".lead")) {
        String number = piece.place().replaceAll(".*item\\.(\\d+)\\.lead", "$1");
        body.add(new Content.Piece(piece.place(), piece.block(), mark(piece.block(), number)));
      }
      if (!piece.place().equals("footer")) {
        body.add(piece);
      }
    }
    return body;
  }

  private String mark(int block, String number) {
    return content
        .blocks()
        .get(block - 1)
        .<String>fold(
            it -> "", it -> "", it -> it.numbered() ? label(number) : "", it -> "", it -> "");
  }

  /** As drawn: the stop stands left of the number in a list that runs from right to left. */
  private String label(String number) {
    return Typesetter.isRightToLeft(content.language()) ? "." + number : number + ".";
  }

  private void letters(RawText raw) {
    var drawn = new StringBuilder();
    var pages = new ArrayList<Integer>();
    for (RawText.Leaf leaf : raw.leaves()) {
      String letters = letters(logical(String.join("", leaf.lines())));
      drawn.append(letters);
      letters.chars().forEach(any -> pages.add(leaf.page()));
    }
    String all = drawn.toString();
    int at = 0;
    for (Content.Piece piece : body()) {
      String expected = letters(piece.text());
      int page = pages.isEmpty() ? 0 : pages.get(Math.min(at, pages.size() - 1));
      pageOf.put(piece.place(), page);
      if (!all.startsWith(expected, at)) {
        faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, page, piece.place()));
        return;
      }
      at += expected.length();
    }
    if (at < drawn.length()) {
      faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, pages.get(at), ""));
    }
  }

  /** Each figure says what was approved for it, in order. */
  private void figures(RawText raw) {
    List<String> approved = content.alternatives().stream().map(Content.Piece::text).toList();
    if (!raw.figures().equals(approved)) {
      faults.add(new Fault(Fault.Kind.ALTERNATIVE_TEXT, 0, ""));
    }
  }

  /** On each page the footer, the copy's number and the page's, and nothing else. */
  private void feet(RawText raw) {
    for (RawPage page : raw.pages()) {
      String drawn = sorted(letters(RawText.artifacts(page)));
      String expected =
          sorted(
              letters(
                  Typesetter.foot(content, edition) + page.number() + "/" + raw.pages().size()));
      boolean same = drawn.equals(expected);
      if (same && !Typesetter.isRightToLeft(content.language())) {
        same =
            letters(RawText.artifacts(page)).startsWith(letters(Typesetter.foot(content, edition)));
      }
      if (!same) {
        faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, page.number(), "footer"));
      }
    }
  }

  private void words(ReadBack copied, int pages) {
    Map<String, Integer> left = new HashMap<>();
    body().forEach(piece -> count(left, piece.text(), 1));
    for (int page = 1; page <= pages; page++) {
      count(left, Typesetter.foot(content, edition) + " " + page + " / " + pages, 1);
    }
    for (int page = 1; page <= copied.pages().size(); page++) {
      count(left, copied.pages().get(page - 1), -1);
      if (left.values().stream().anyMatch(it -> it < 0)) {
        faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, page, ""));
        return;
      }
    }
    if (left.values().stream().anyMatch(it -> it != 0)) {
      faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, 0, ""));
    }
  }

  private static void count(Map<String, Integer> words, String text, int by) {
    WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .results()
        .forEach(word -> words.merge(word.group(), by, Integer::sum));
  }

  /** One form, without any space: where lines break is the typesetting's matter. */
  private static String letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s+", "");
  }

  private static String sorted(String letters) {
    int[] chars = letters.chars().sorted().toArray();
    return new String(chars, 0, chars.length);
  }

  /**
   * Right-to-left text is drawn from its last letter to its first. Each run has one direction; one
   * without letters and digits has that of the document.
   */
  private String logical(String drawn) {
    boolean hasLetters = drawn.codePoints().anyMatch(Character::isLetterOrDigit);
    boolean rightToLeft =
        hasLetters
            ? drawn.codePoints().anyMatch(Comparison::isRightToLeft)
            : Typesetter.isRightToLeft(content.language());
    if (!rightToLeft) {
      return drawn;
    }
    var out = new StringBuilder();
    for (int i = drawn.length() - 1; i >= 0; i--) {
      out.append(mirrored(drawn.charAt(i)));
    }
    return out.toString();
  }

  private static boolean isRightToLeft(int letter) {
    byte direction = Character.getDirectionality(letter);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private static char mirrored(char c) {
    int at = "()[]{}<>«»".indexOf(c);
    return at < 0 ? c : ")(][}{><»«".charAt(at);
  }
}
