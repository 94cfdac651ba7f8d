package retex.server.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import retex.instrument.LocalText;
import retex.server.web.Words;

/**
 * The texts of forms in the languages that documents alone are made in. They are kept here, by
 * their English, and not in the forms: those cross every link to every laptop, which has no use for
 * them. Immutable; safe for use by several threads.
 */
public final class FormTexts {

  private static final Map<String, Map<String, String>> BY_LANGUAGE = read();

  private FormTexts() {}

  /** The form's own text in the language, else the one kept for documents, else the English. */
  public static String in(LocalText text, String language) {
    String otherwise =
        BY_LANGUAGE.getOrDefault(language, Map.of()).getOrDefault(text.in("en"), text.in("en"));
    return text.byLanguage().getOrDefault(language, otherwise);
  }

  private static Map<String, Map<String, String>> read() {
    var byLanguage = new HashMap<String, Map<String, String>>();
    for (String language : Words.DOCUMENTS) {
      if (!Words.LANGUAGES.contains(language)) {
        byLanguage.put(language, read("/messages/forms_" + language + ".yaml"));
      }
    }
    return Map.copyOf(byLanguage);
  }

  private static Map<String, String> read(String file) {
    var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    try (InputStream in = FormTexts.class.getResourceAsStream(file)) {
      if (in == null || !(new Load(settings).loadFromInputStream(in) instanceof Map<?, ?> map)) {
        throw new IllegalStateException("no texts in " + file);
      }
      var texts = new HashMap<String, String>();
      map.forEach((english, text) -> texts.put(String.valueOf(english), String.valueOf(text)));
      return Map.copyOf(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
