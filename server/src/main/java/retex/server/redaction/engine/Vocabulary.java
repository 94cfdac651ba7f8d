package retex.server.redaction.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Ordinary words of one language: the forms of a well-kept spelling dictionary, without its proper
 * names, and the words of this domain; which of them are common, and which are also names. Kept as
 * hashes. Immutable once loaded.
 */
final class Vocabulary {

  private static final String FOLDER = "/vocabulary/";
  private static final int ORDINARY = 1;
  private static final int COMMON = 2;

  private final LongTable words = new LongTable();
  private final LongTable withoutAccents = new LongTable();
  private final Set<String> domain = new HashSet<>();
  private final Set<String> alsoNames = new HashSet<>();
  private final NearNames nearCommon = new NearNames();

  private Vocabulary(String language) {
    eachWord(language + ".txt.gz", word -> put(word, ORDINARY));
    eachWord("common_" + language + ".txt", word -> put(word, COMMON));
    eachWord("domain_" + language + ".txt", domain::add);
    domain.forEach(word -> put(word, COMMON));
    eachWord("names_" + language + ".txt", word -> alsoNames.add(NormalText.fold(word)));
    eachWord("common_" + language + ".txt", word -> nearCommon.add(NormalText.fold(word)));
  }

  /** The words of {@code en} or {@code fr}. */
  static Vocabulary of(String language) {
    return language.equals("fr") ? French.WORDS : English.WORDS;
  }

  /** Whether a word, in lower case with its accents, is ordinary. */
  boolean knows(String lower) {
    return words.has(LongTable.hash(lower));
  }

  /** The same, where accents may have been left out. */
  boolean knows(String lower, String folded) {
    return knows(lower) || (lower.equals(folded) && withoutAccents.has(LongTable.hash(folded)));
  }

  /** Whether a word, without accents, is one of those that everyone uses. */
  boolean isCommon(String folded) {
    return withoutAccents.get(LongTable.hash(folded)) == COMMON;
  }

  /** The common words, to find those with one letter wrong. */
  NearNames nearCommon() {
    return nearCommon;
  }

  /** Whether an ordinary word, without accents, is also a name, a call sign or a nickname. */
  boolean isAlsoName(String folded) {
    return alsoNames.contains(folded);
  }

  /** Whether a word is of the domain, as written: such as {@code UN} or {@code IED}. */
  boolean isTerm(String written) {
    return domain.contains(written);
  }

  private void put(String word, int kind) {
    if (word.indexOf('œ') >= 0) {
      put(word.replace("œ", "oe"), kind); // as most keyboards write it
    }
    words.put(LongTable.hash(word), kind);
    long folded = LongTable.hash(NormalText.fold(word));
    if (withoutAccents.get(folded) < kind) {
      withoutAccents.put(folded, kind);
    }
  }

  private static void eachWord(String name, Consumer<String> use) {
    try (InputStream raw = Vocabulary.class.getResourceAsStream(FOLDER + name)) {
      InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          for (String word : line.strip().split("\\s+")) {
            if (!word.isEmpty()) {
              use.accept(word);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class English {
    static final Vocabulary WORDS = new Vocabulary("en");
  }

  private static final class French {
    static final Vocabulary WORDS = new Vocabulary("fr");
  }
}
