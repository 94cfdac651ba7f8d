package retex.server.redaction.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Ordinary words of one language: the forms of a well-kept spelling dictionary, without its proper
 * names, and the words of this domain. Immutable once loaded.
 */
final class Vocabulary {

  private static final String FOLDER = "/vocabulary/";

  private final String[] words;
  private final Set<String> domain;

  private Vocabulary(String[] words, Set<String> domain) {
    this.words = words;
    this.domain = domain;
  }

  /** The words of {@code en} or {@code fr}. */
  static Vocabulary of(String language) {
    return language.equals("fr") ? French.WORDS : English.WORDS;
  }

  /** Whether a word, in lower case with its accents, is ordinary. */
  boolean knows(String lower) {
    return domain.contains(lower) || Arrays.binarySearch(words, lower) >= 0;
  }

  /** Whether a word is of the domain, as written: such as {@code UN} or {@code IED}. */
  boolean isTerm(String written) {
    return domain.contains(written);
  }

  private static Vocabulary load(String language) {
    String[] words = lines(language + ".txt.gz", true).stream().sorted().toArray(String[]::new);
    return new Vocabulary(words, Set.copyOf(lines("domain_" + language + ".txt", false)));
  }

  private static Set<String> lines(String name, boolean zipped) {
    try (InputStream raw = Vocabulary.class.getResourceAsStream(FOLDER + name)) {
      InputStream in = zipped ? new GZIPInputStream(raw) : raw;
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      var lines = new HashSet<String>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.addAll(Arrays.asList(line.strip().split("\\s+")));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class English {
    static final Vocabulary WORDS = load("en");
  }

  private static final class French {
    static final Vocabulary WORDS = load("fr");
  }
}
