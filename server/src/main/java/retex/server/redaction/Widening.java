package retex.server.redaction;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a place is made wider. */
enum Widening {
  /** By the word before. */
  WORD_BEFORE,
  /** By the word after. */
  WORD_AFTER,
  /** To the whole of each sentence that it touches. */
  SENTENCE;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** The wider place; the same where there is nothing more to take. */
  Place of(Place place, String text, String language) {
    return switch (this) {
      case WORD_BEFORE -> new Place(place.field(), before(place.from(), text), place.to());
      case WORD_AFTER -> new Place(place.field(), place.from(), after(place.to(), text));
      case SENTENCE -> sentence(place, text, language);
    };
  }

  private static int before(int from, String text) {
    Matcher word = WORD.matcher(text).region(0, from);
    int found = from;
    while (word.find()) {
      found = word.start();
    }
    return found;
  }

  private static int after(int to, String text) {
    Matcher word = WORD.matcher(text).region(to, text.length());
    return word.find() ? word.end() : to;
  }

  private static Place sentence(Place place, String text, String language) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
    sentences.setText(text);
    int from = place.from() == 0 ? 0 : sentences.preceding(place.from() + 1);
    int to = sentences.isBoundary(place.to()) ? place.to() : sentences.following(place.to());
    while (to > place.to() && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Place(place.field(), from, to);
  }
}
