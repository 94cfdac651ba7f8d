package retex.agent.entry;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import retex.agent.web.Words;
import retex.instrument.LocalText;

/**
 * The two languages of a form: the page's own words, and the language in which the instrument asks,
 * which may be one that the product does not speak.
 */
record Tongue(Words words, String asked) {

  // the scripts among these are written from right to left: Arabic, Hebrew
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "ur", "he", "ps");

  /** The page's language where the form does not speak the one that was asked for. */
  static Tongue of(Words words, String asked, List<String> spoken) {
    return new Tongue(words, spoken.contains(asked) ? asked : words.language());
  }

  String in(LocalText text) {
    return text.in(asked);
  }

  boolean isRightToLeft() {
    return RIGHT_TO_LEFT.contains(asked);
  }

  /** A language's name in itself. */
  static String name(String language) {
    Locale locale = Locale.forLanguageTag(language);
    String name = locale.getDisplayLanguage(locale);
    return name.isEmpty() ? language : name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }
}
