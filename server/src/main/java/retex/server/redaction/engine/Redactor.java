package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of texts what must not be released: a pure function of text, language and context.
 * Stages: known names, patterns, whole sentences, vocabulary, then consistency (what is taken out
 * once is taken out everywhere). What is left is read again until nothing more is found, so that
 * redacting twice changes nothing. Overlapping spans become one. Texts in a language other than
 * {@code en} and {@code fr} are withheld whole. Safe for use by several threads.
 */
public final class Redactor {

  /** Version of the rules and of all that they read, named in every released document. */
  public static final String VERSION = RulesVersion.now();

  private static final int ROUNDS = 16; // of reading what was redacted once more

  private final String language;
  private final boolean cases;
  private final List<Rule> rules;
  private final Lexicon lexicon;
  private final LessonResults lessons;
  private final SentenceRule sentences;

  /** For remarks in one language under one context. */
  public Redactor(Context context, String language) {
    this(context, language, false);
  }

  private Redactor(Context context, String language, boolean cases) {
    this.language = language;
    this.cases = cases;
    SentenceModel model = SentenceModel.of(language);
    Vocabulary vocabulary = Vocabulary.of(language);
    WordLists lists = WordLists.of(language);
    PatternRule patterns = Patterns.rule();
    this.sentences = new SentenceRule(language.equals("fr") ? "fr" : "en", model);
    this.lessons = new LessonResults(sentences);
    var names = new NameIndex(context, language);
    this.lexicon = new Lexicon(vocabulary, lists, names, patterns, sentences.phrases(), model);
    this.rules =
        List.of(
            new KnownNamesRule(names),
            patterns,
            new ChunkRule(),
            new CountRule(),
            new SaidAddressRule(),
            new LoudCallRule(),
            new SpeltRule(),
            new FigureRule(),
            sentences,
            new TallyRule(sentences, lessons),
            new DefectRule(sentences),
            new VocabularyRule(language),
            new ContextRule(language),
            new LowerNamesRule(language),
            new JudgmentRule());
  }

  /**
   * For texts from anywhere: a judgment of a court, which must have the whole form of one, is read
   * without the rules for sentences. Never for the remarks of records.
   */
  public static Redactor ofRemarksAndJudgments(Context context, String language) {
    return new Redactor(context, language, true);
  }

  /** Whether texts of this language can be read by the rules. */
  public static boolean reads(String language) {
    return language.equals("en") || language.equals("fr");
  }

  /** The text with its spans. */
  public Redacted redact(String text) {
    return redact(text, new NamesMasked());
  }

  /**
   * Texts that belong together, as those of one record do: a name that is taken out of one is taken
   * out of all.
   */
  public List<Redacted> redactTogether(List<String> texts) {
    var redacted = new ArrayList<>(texts.stream().map(this::redact).toList());
    if (!reads(language) || texts.size() < 2) {
      return redacted;
    }
    List<Reading> readings =
        texts.stream().map(it -> new Reading(NormalText.of(it), lexicon, language, cases)).toList();
    for (int round = 0; round < ROUNDS; round++) {
      var names = new NamesMasked();
      for (int i = 0; i < texts.size(); i++) {
        names.learn(readings.get(i), redacted.get(i).spans());
      }
      boolean settled = true;
      for (int i = 0; i < texts.size(); i++) {
        if (!redacted.get(i).covers(names.in(readings.get(i)))) {
          redacted.set(i, redact(texts.get(i), names));
          settled = false;
        }
      }
      if (settled) {
        return redacted;
      }
    }
    return texts.stream().map(it -> whole(it, "never-settles")).toList();
  }

  /** {@code elsewhere}: names that were taken out of texts that belong to this one. */
  private Redacted redact(String text, NamesMasked elsewhere) {
    if (text.isBlank()) {
      return new Redacted(text, language, List.of());
    }
    if (!reads(language)) {
      return whole(text, "language-not-read");
    }
    var first = new Reading(NormalText.of(text), lexicon, language, cases);
    List<Span> spans = found(text, first, elsewhere);
    for (int round = 0; round < ROUNDS; round++) {
      Redacted redacted = new Redacted(text, language, spans);
      List<Span> more = more(first, redacted, elsewhere);
      if (more.isEmpty()) {
        return redacted;
      }
      var both = new ArrayList<>(spans);
      both.addAll(more);
      spans = Merging.merged(text, both);
    }
    return whole(text, "never-settles");
  }

  private Redacted whole(String text, String rule) {
    Span whole = new Span(0, text.length(), Category.UNSURE, "language", rule, 1.0);
    return new Redacted(text, language, List.of(whole));
  }

  /** What is found in a redacted text beside its stand-ins, in places of the original. */
  private List<Span> more(Reading first, Redacted redacted, NamesMasked elsewhere) {
    String text = redacted.text();
    NormalText normal = NormalText.of(text);
    var settled = new Settled(first, redacted, sentences);
    Reading reading = Reading.again(normal, lexicon, language, cases, settled);
    List<Span> more = redacted.inOriginal(found(text, reading, elsewhere));
    boolean all =
        reading.isInLowerCase() != first.isInLowerCase()
            || more.stream().anyMatch(span -> !span.stage().equals("sentence"));
    return all
        ? redacted.inOriginal(
            found(text, Reading.again(normal, lexicon, language, cases, null), elsewhere))
        : more;
  }

  private List<Span> found(String text, Reading reading, NamesMasked elsewhere) {
    var found = new ArrayList<Span>();
    for (Rule rule : rules) {
      if (!reading.isJudgment() || !(rule instanceof SentenceRule)) {
        found.addAll(rule.find(reading));
      }
    }
    if (reading.isJudgment()) {
      found.removeIf(span -> span.rule().equals("unit-after")); // "section 24" of an act
    } else {
      found.replaceAll(span -> BesideRule.withArticle(text, span));
    }
    found.addAll(inRow(reading));
    lessons.spare(reading, found);
    List<Span> beside = Merging.merged(text, BesideRule.with(text, found));
    List<Span> merged = Merging.merged(text, RestOfPart.with(reading, beside));
    var names = new NamesMasked();
    names.learn(reading, merged);
    names.learn(elsewhere);
    List<Span> repeated = names.in(reading);
    if (repeated.isEmpty()) {
      return merged;
    }
    merged.addAll(repeated);
    return Merging.merged(text, merged);
  }

  /** The text without these spans, which may overlap: an officer's among them. */
  public static Redacted without(String text, String language, List<Span> spans) {
    return new Redacted(text, language, Merging.merged(text, spans));
  }

  /**
   * {@code Cruz, Day and Eze}: a word with a capital in a row of names, between two of its signs.
   */
  private static List<Span> inRow(Reading reading) {
    var more = new ArrayList<Span>();
    String text = reading.text().text();
    List<Token> tokens = reading.tokens();
    for (int i = 1; !reading.isJudgment() && i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean may =
          token.isCapitalised()
              && !token.shouted()
              && !token.starts()
              && token.length() > 1
              && !token.word().term()
              && !token.is(WordLists.Kind.TITLE);
      if (!may || text.charAt(token.from() - 1) != ' ') {
        continue;
      }
      boolean comma = token.from() > 1 && ",:;".indexOf(text.charAt(token.from() - 2)) >= 0;
      boolean ends = token.to() < text.length() && ",;.(".indexOf(text.charAt(token.to())) >= 0;
      if (comma && (ends || text.startsWith(" (", token.to()))) {
        more.add(
            reading
                .text()
                .span(token.from(), token.to(), Category.UNSURE, "context", "capital", 0.6));
      }
    }
    return more;
  }
}
