package retex.server.finding.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Reads the vocabulary's files strictly: an unknown key, a missing language, a form that the
 * language does not have or a code that stands twice is a fault of the build and is thrown as one.
 * A language that is only written has its terms in a file of its own.
 */
final class VocabularyReader {

  private static final int DIGITS = 8; // of the hash that names a version

  private final MessageDigest hash = sha256();
  private final UnaryOperator<String> files;
  private final Map<String, Language> languages = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, Map<?, ?>> own = new LinkedHashMap<>();
  private final Set<String> codes = new LinkedHashSet<>();

  /** {@code files} gives the text of a file by its path under the vocabulary's folder. */
  VocabularyReader(UnaryOperator<String> files) {
    this.files =
        name -> {
          String text = files.apply(name);
          hash.update((name + "\n" + text).getBytes(StandardCharsets.UTF_8));
          return text;
        };
  }

  /** The beginning of a hash of every file read so far. */
  private String version() {
    return "vocabulary-" + HexFormat.of().formatHex(hash.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Vocabulary read() {
    for (String name : lines("languages/index.txt")) {
      Language language = LanguageReader.read(name, yaml("languages/" + name + ".yaml"));
      languages.put(name, language);
      if (language.isRead()) {
        read.add(name);
      } else {
        own.put(name, yaml("languages/" + name + "-terms.yaml"));
      }
    }
    var skills = new ArrayList<Term>();
    for (String file : lines("skills/index.txt")) {
      yaml("skills/" + file + ".yaml")
          .forEach((topic, value) -> skills.addAll(skills(text(topic), map(value, topic))));
    }
    List<Term> causes = terms("causes", Kind.CLAUSE);
    List<Term> remedies = terms("remedies", Kind.CLAUSE);
    own.forEach(
        (language, sections) -> {
          only(sections, Set.of("skills", "causes", "remedies"), language);
          only(map(sections.get("skills"), language), codes(skills), language);
          only(map(sections.get("causes"), language), codes(causes), language);
          only(map(sections.get("remedies"), language), codes(remedies), language);
        });
    return new Vocabulary(
        languages,
        skills,
        causes,
        remedies,
        terms("judgements", Kind.CUE),
        signs(skills),
        lines("causes-untold.txt"),
        lines("remedies-untold.txt"),
        version());
  }

  private static Set<String> codes(List<Term> terms) {
    return terms.stream().map(Term::code).collect(Collectors.toSet());
  }

  private static void only(Map<?, ?> yaml, Set<String> allowed, String language) {
    if (!yaml.keySet().equals(allowed)) {
      throw new IllegalStateException("vocabulary: terms of " + language);
    }
  }

  private Map<String, Map<String, List<String>>> signs(List<Term> skills) {
    Map<String, Map<String, List<String>>> signs = new HashMap<>();
    Map<?, ?> file = yaml("topics.yaml");
    if (!file.keySet().equals(skills.stream().map(Term::topic).collect(Collectors.toSet()))) {
      throw new IllegalStateException("vocabulary: signs of each topic");
    }
    file.forEach(
        (topic, value) -> {
          Map<?, ?> texts = map(value, topic);
          if (!texts.keySet().equals(read)) {
            throw new IllegalStateException("vocabulary: languages of " + topic);
          }
          texts.forEach(
              (language, text) ->
                  signs
                      .computeIfAbsent(text(language), any -> new HashMap<>())
                      .put(text(topic), phrases(text(text), topic)));
        });
    return signs;
  }

  private static List<String> phrases(String text, Object where) {
    List<String> phrases = Arrays.stream(text.split("\\|")).map(String::strip).toList();
    if (phrases.contains("")) {
      throw new IllegalStateException("vocabulary: an empty phrase of " + where);
    }
    return phrases;
  }

  private List<Term> skills(String topic, Map<?, ?> skills) {
    var terms = new ArrayList<Term>();
    skills.forEach(
        (code, value) -> {
          Map<String, Wording> texts = wordings(text(code), "skills", Kind.NAME, map(value, code));
          terms.add(new Term(text(code), topic, terms.isEmpty(), texts));
        });
    return terms;
  }

  private List<Term> terms(String file, Kind kind) {
    var terms = new ArrayList<Term>();
    yaml(file + ".yaml")
        .forEach(
            (code, value) ->
                terms.add(
                    new Term(
                        text(code),
                        "",
                        false,
                        wordings(text(code), file, kind, map(value, code)))));
    return terms;
  }

  private Map<String, Wording> wordings(String code, String section, Kind kind, Map<?, ?> texts) {
    if (!codes.add(kind + " " + code) || !code.matches("[a-z0-9-]+")) {
      throw new IllegalStateException("vocabulary: code twice or malformed: " + code);
    }
    if (!texts.keySet().equals(read)) {
      throw new IllegalStateException("vocabulary: languages of " + code);
    }
    var wordings = new HashMap<String, Wording>();
    for (Language language : languages.values()) {
      String name = language.code();
      if (language.isRead()) {
        wordings.put(name, wording(text(texts.get(name)), language, code, kind));
      } else if (kind != Kind.CUE) { // what is only looked for is never written
        Map<?, ?> terms = map(own.getOrDefault(name, Map.of()).get(section), name);
        wordings.put(name, wording(text(terms.get(code)), language, code, kind));
      }
    }
    return wordings;
  }

  private static Wording wording(String text, Language language, String code, Kind kind) {
    boolean isName = kind == Kind.NAME;
    List<String> parts = phrases(text, code);
    String first = parts.get(0);
    int open = isName && first.endsWith(")") ? first.lastIndexOf('(') : -1;
    String name = open < 0 ? first : first.substring(0, open).strip();
    String form = open < 0 ? "" : first.substring(open + 1, first.length() - 1);
    if (name.isEmpty()) {
      throw new IllegalStateException("vocabulary: an empty phrase of " + code);
    }
    int index = isName ? language.form(form) : 0;
    if (index < 0) {
      throw new IllegalStateException("vocabulary: form of " + code + " in " + language.code());
    }
    Template.check(name, language.grammar());
    var phrases = new LinkedHashSet<>(parts.subList(1, parts.size()));
    if (kind != Kind.CLAUSE) {
      phrases.add(name);
    }
    return new Wording(name, index, List.copyOf(phrases));
  }

  private List<String> lines(String file) {
    return files.apply(file).lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private Map<?, ?> yaml(String file) {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(1_000_000)
            .build();
    return map(new Load(settings).loadFromString(files.apply(file)), file);
  }

  /**
   * What a text begins with: a name, a clause with agreement, or a word that is only looked for.
   */
  private enum Kind {
    NAME,
    CLAUSE,
    CUE
  }

  static Map<?, ?> map(@Nullable Object value, Object where) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("vocabulary: not a mapping: " + where);
  }

  static String text(@Nullable Object value) {
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    throw new IllegalStateException("vocabulary: not a text");
  }
}
