package retex.server.redaction.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Short lists of words that tell what stands beside them, in one language, without accents. */
final class WordLists {

  /** What a list is for: its line in {@code lists_en.txt} begins with its name in lower case. */
  enum Kind {
    /** Articles, prepositions, pronouns, adverbs: never a name by themselves. */
    FUNCTION,
    /** Verbs whose subject may be a person, a unit or a call sign. */
    VERB,
    /** Nouns of the domain that are written with a capital without being names. */
    TITLE,
    /** Names of languages of instruction. */
    LANGUAGE,
    /** Words before the name of a language. */
    SPEAK,
    /** Words before the name of a place. */
    PLACE,
    /** Words after or before the designation of a unit. */
    UNIT,
    /** Words before the name of a person. */
    RANK,
    /** Adjectives: before a verb they are names. */
    ADJECTIVE,
    /** Articles, which names of places begin with. */
    ARTICLE,
    /** Figures spelt out, and other words that follow a name in a call sign. */
    DIGIT,
    /** Words of the law that judgments write with a capital. */
    LEGAL,
    /** Prepositions before places and persons. */
    LEAD,
    /** Words before any name. */
    NAMED,
    /** Nouns that an adjective may stand before: it is no name then. */
    THING,
    /** Weapons, vehicles and equipment, one and many: with a number they are a holding. */
    HELD,
    /** People who are counted: with a number above two they are a strength. */
    COUNTED,
    /** What befell the dead and wounded: with a number they are losses. */
    FATE,
    /** What may follow a number in a row of them: of what kind, in what state. */
    STATE,
    /** Units of weight and volume: with a large number, a holding. */
    QUANTITY,
    /** Numbers in words. */
    NUMBER,
    /** None. */
    NONE,
    /** Letters as they are spelt on the radio. */
    PHONETIC,
    /** What may stand inside a number that is spelt. */
    SPELLING
  }

  private final Map<Kind, Set<String>> lists = new EnumMap<>(Kind.class);

  private WordLists(String language) {
    for (Kind list : Kind.values()) {
      lists.put(list, new HashSet<>());
    }
    String name = "/redaction/lists_" + language + ".txt";
    try (InputStream in = WordLists.class.getResourceAsStream(name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        read(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WordLists of(String language) {
    return language.equals("fr") ? French.LISTS : English.LISTS;
  }

  boolean has(Kind list, String folded) {
    return lists.getOrDefault(list, Set.of()).contains(folded);
  }

  /** All lists that have a word, a bit each. */
  long kinds(String folded) {
    long kinds = 0;
    for (Map.Entry<Kind, Set<String>> list : lists.entrySet()) {
      kinds |= list.getValue().contains(folded) ? 1L << list.getKey().ordinal() : 0;
    }
    return kinds;
  }

  private void read(String line) {
    int colon = line.indexOf(':');
    if (line.startsWith("#") || colon < 0) {
      return;
    }
    Set<String> words = lists.get(Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)));
    for (String word : line.substring(colon + 1).strip().split("\\s+")) {
      if (words != null && !word.isEmpty()) {
        words.add(NormalText.fold(word));
      }
    }
  }

  private static final class English {
    static final WordLists LISTS = new WordLists("en");
  }

  private static final class French {
    static final WordLists LISTS = new WordLists("fr");
  }
}
