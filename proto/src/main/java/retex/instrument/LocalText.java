package retex.instrument;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A text in several languages, by BCP 47 primary language; English is always there. */
public record LocalText(Map<String, String> byLanguage) {

  public LocalText {
    byLanguage = Map.copyOf(byLanguage);
    if (byLanguage.getOrDefault("en", "").isBlank()) {
      throw InstrumentRefusal.FILE_MALFORMED.at("text without English").asException();
    }
  }

  /** The languages it is written in, English first. */
  List<String> languages() {
    return Stream.concat(
            Stream.of("en"), byLanguage.keySet().stream().filter(it -> !it.equals("en")).sorted())
        .toList();
  }

  /** The text in the language, or in English where there is none. */
  public String in(Locale language) {
    return in(language.getLanguage());
  }

  /** The text in the language of this tag, or in English where there is none. */
  public String in(String language) {
    return byLanguage.getOrDefault(language, byLanguage.getOrDefault("en", ""));
  }
}
