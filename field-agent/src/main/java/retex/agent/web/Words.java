package retex.agent.web;

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

  /** Languages in which every message exists. */
  public static final List<String> LANGUAGES = List.of("en", "fr");

  private static final List<String> STEPS =
      List.of(
          "web",
          "vault",
          "library",
          "attachment",
          "draft",
          "record",
          "entry",
          "paper",
          "visit",
          "team",
          "signoff",
          "sync",
          "bundle",
          "instrument");
  private static final Map<String, Words> BY_LANGUAGE = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties messages = new Properties();
  private final Map<String, MessageFormat> read = new ConcurrentHashMap<>();

  private Words(String language) {
    this.locale = Locale.forLanguageTag(language);
    STEPS.forEach(step -> load("/messages/" + step + "_" + language + ".properties"));
  }

  /** The words of a language; English for any that we do not speak. */
  public static Words in(String language) {
    String known = speaks(language) ? language : "en";
    return BY_LANGUAGE.computeIfAbsent(known, Words::new);
  }

  /** Whether there are words of ours in a language. */
  public static boolean speaks(String language) {
    return LANGUAGES.contains(language);
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
    if (pattern.indexOf('{') < 0 && pattern.indexOf('\'') < 0) {
      return pattern; // nothing to put in, no quote to take out
    }
    MessageFormat format = read.computeIfAbsent(key, any -> new MessageFormat(pattern, locale));
    return ((MessageFormat) format.clone())
        .format(arguments); // one is used by one thread at a time
  }

  /** A role of the team in these words where we gave it ourselves; else as it was typed. */
  public String role(String typed) {
    for (String role : List.of("lead", "member")) {
      String key = "role." + role;
      if (role.equalsIgnoreCase(typed)
          || LANGUAGES.stream().anyMatch(it -> in(it).say(key).equalsIgnoreCase(typed))) {
        return say(key);
      }
    }
    return typed;
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
