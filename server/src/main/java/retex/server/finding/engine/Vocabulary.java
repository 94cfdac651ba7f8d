package retex.server.finding.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All that findings can say: skills under topics, causes, remedies, judgements, and the languages
 * in which they are read and written. Immutable; safe for use by several threads.
 */
public final class Vocabulary {

  private static final String FOLDER = "/vocabulary/";

  private final Map<String, Language> languages;
  private final Map<String, Term> skills;
  private final Map<String, Term> causes;
  private final Map<String, Term> remedies;
  private final Map<String, Term> judgements;
  private final Map<String, Map<String, List<String>>> signs;
  private final Set<String> untoldCauses;
  private final Set<String> untoldRemedies;
  private final String version;

  Vocabulary(
      Map<String, Language> languages,
      List<Term> skills,
      List<Term> causes,
      List<Term> remedies,
      List<Term> judgements,
      Map<String, Map<String, List<String>>> signs,
      Collection<String> untoldCauses,
      Collection<String> untoldRemedies,
      String version) {
    this.languages = new LinkedHashMap<>(languages);
    this.skills = byCode(skills);
    this.causes = byCode(causes);
    this.remedies = byCode(remedies);
    this.judgements = byCode(judgements);
    this.signs = Map.copyOf(signs);
    this.untoldCauses = Set.copyOf(untoldCauses);
    this.untoldRemedies = Set.copyOf(untoldRemedies);
    this.version = version;
    if (!this.causes.keySet().containsAll(this.untoldCauses)
        || !this.remedies.keySet().containsAll(this.untoldRemedies)) {
      throw new IllegalStateException("vocabulary: causes and remedies that are never told");
    }
    for (Judgement it : Judgement.values()) {
      if (!this.judgements.containsKey(it.code())) {
        throw new IllegalStateException("vocabulary: no words for " + it.code());
      }
    }
  }

  /** The vocabulary that is shipped. */
  public static Vocabulary shipped() {
    return Shipped.VOCABULARY;
  }

  /** A vocabulary from files, by their paths under its folder. */
  static Vocabulary of(UnaryOperator<String> files) {
    return new VocabularyReader(files).read();
  }

  /** The beginning of a hash of every file that it was read from: another text, another version. */
  public String version() {
    return version;
  }

  /** The languages in which sentences are composed. */
  public Set<String> languages() {
    return languages.keySet();
  }

  /** Those of them in which remarks are read. */
  public Set<String> languagesRead() {
    return languages.values().stream()
        .filter(Language::isRead)
        .map(Language::code)
        .collect(Collectors.toSet());
  }

  public Collection<Term> skills() {
    return skills.values();
  }

  public Collection<Term> causes() {
    return causes.values();
  }

  public Collection<Term> remedies() {
    return remedies.values();
  }

  public Optional<Term> skill(String code) {
    return Optional.ofNullable(skills.get(code));
  }

  public Optional<Term> cause(String code) {
    return Optional.ofNullable(causes.get(code));
  }

  /** Whether a cause tells of holdings, strength or posture, so that no reader is told of it. */
  public boolean isUntoldCause(String cause) {
    return untoldCauses.contains(cause);
  }

  /** Whether a remedy says what such a cause says, so that no reader is told of it. */
  public boolean isUntoldRemedy(String remedy) {
    return untoldRemedies.contains(remedy);
  }

  public Optional<Term> remedy(String code) {
    return Optional.ofNullable(remedies.get(code));
  }

  /** Every text from which sentences of a language are made: words in it give nothing away. */
  public List<String> publicTexts(String language) {
    var texts = new ArrayList<String>();
    for (Map<String, Term> terms : List.of(skills, causes, remedies)) {
      terms.values().forEach(term -> texts.add(term.in(language).name()));
    }
    Grammar grammar = language(language).grammar();
    grammar.templates().values().forEach(texts::addAll);
    texts.addAll(grammar.labels().values());
    texts.addAll(grammar.counts().values());
    texts.addAll(grammar.counted().values());
    texts.addAll(grammar.numerals());
    texts.addAll(grammar.links().values());
    texts.addAll(grammar.article());
    grammar.joins().forEach(join -> texts.add(join.put()));
    return texts.stream().flatMap(text -> Template.everyForm(text, grammar).stream()).toList();
  }

  /** The text with words and marks joined as the language does; as it is in one that is unknown. */
  public String joined(String language, String text) {
    Language known = languages.get(language);
    return known == null ? text : known.grammar().joined(text);
  }

  Language language(String code) {
    Language language = languages.get(code);
    if (language == null) {
      throw new IllegalArgumentException("no language " + code);
    }
    return language;
  }

  Map<String, Term> judgements() {
    return judgements;
  }

  /** By topic: what is spoken of where it is meant, beside the phrases of its skills. */
  Map<String, List<String>> signs(String language) {
    return signs.getOrDefault(language, Map.of());
  }

  private static Map<String, Term> byCode(List<Term> terms) {
    var map = new LinkedHashMap<String, Term>();
    terms.forEach(term -> map.put(term.code(), term));
    return map;
  }

  private static String resource(String name) {
    try (InputStream in = Vocabulary.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("vocabulary: no file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shipped {
    static final Vocabulary VOCABULARY = of(Vocabulary::resource);
  }
}
