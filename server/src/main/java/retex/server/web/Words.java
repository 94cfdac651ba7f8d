package retex.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import retex.refusal.Refusal;

/**
 * Every sentence the product says, in one language, from the message files of all steps. A key that
 * is missing is a bug and is thrown as one. Immutable; safe for use by several threads.
 */
public final class Words {

  /** Languages in which every message exists: those of the pages. */
  public static final List<String> LANGUAGES = List.of("en", "fr");

  /** Languages in which documents are made: their messages exist in each. */
  public static final List<String> DOCUMENTS = List.of("en", "fr", "ar");

  private static final List<String> STEPS =
      List.of(
          "web",
          "console",
          "access",
          "audit",
          "catalogue",
          "device",
          "handover",
          "bundle",
          "escrow",
          "person",
          "record",
          "review",
          "redaction",
          "finding",
          "policy",
          "release",
          "feedback",
          "instrument");
  private static final Map<String, Words> BY_LANGUAGE = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties messages = new Properties();

  private Words(String language) {
    // European digits in any language, as in the figures that are not words
    this.locale = Locale.forLanguageTag(language + "-u-nu-latn");
    STEPS.forEach(step -> load("/messages/" + step + "_" + language + ".properties"));
  }

  /** The words of a language; English for any that we do not speak. */
  public static Words in(String language) {
    return of(LANGUAGES.contains(language) ? language : "en");
  }

  /** The words that a document in one of {@link #DOCUMENTS} is made of, and perhaps no others. */
  public static Words ofDocument(String language) {
    return of(DOCUMENTS.contains(language) ? language : "en");
  }

  private static Words of(String language) {
    return BY_LANGUAGE.computeIfAbsent(language, Words::new);
  }

  public Locale locale() {
    return locale;
  }

  public String language() {
    return locale.getLanguage();
  }

  /** The sentence of a key, with its arguments in their places. */
  public String say(String key, Object... arguments) {
    String pattern = messages.getProperty(key);
    if (pattern == null) {
      throw new IllegalStateException("no message " + key + " in " + locale);
    }
    return new MessageFormat(pattern, locale).format(arguments);
  }

  /** Every sentence whose key begins so, as written in the file. */
  public List<String> starting(String prefix) {
    return messages.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .map(messages::getProperty)
        .toList();
  }

  public boolean knows(String key) {
    return messages.containsKey(key);
  }

  /** What was refused, where, and how to mend it. */
  public String say(Refusal refusal) {
    String key = "refusal." + refusal.code().name();
    String sentence = knows(key) ? say(key) : refusal.code().name();
    String mend = knows(key + ".mend") ? say(key + ".mend") : "";
    return refusal.told(sentence, mend);
  }

  private void load(String file) {
    try (InputStream in = Words.class.getResourceAsStream(file)) {
      if (in != null) {
        messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
