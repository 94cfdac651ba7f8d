package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes out of texts what must not be released: a pure function of text, language and context.
 * Stages: known names, patterns, whole sentences, vocabulary, then consistency (what is taken out
 * once is taken out everywhere). What is left is read again until nothing more is found, so that
 * redacting twice changes nothing. Overlapping spans become one. Texts in a language other than
 * {@code en} and {@code fr} are withheld whole. Safe for use by several threads.
 */
public final class Redactor {

  /** Version of the rules, named in every released document. */
  public static final String VERSION = "redaction-4";

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
    var patterns = new PatternRule(Patterns.all());
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
    if (text.isBlank()) {
      return new Redacted(text, language, List.of());
    }
    if (!reads(language)) {
      return whole(text, "language-not-read");
    }
    var first = new Reading(NormalText.of(text), lexicon, language, cases);
    List<Span> spans = found(text, first);
    for (int round = 0; round < ROUNDS; round++) {
      Redacted redacted = new Redacted(text, language, spans);
      List<Span> more = more(first, redacted);
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
  private List<Span> more(Reading first, Redacted redacted) {
    String text = redacted.text();
    NormalText normal = NormalText.of(text);
    var settled = new Settled(first, redacted, sentences);
    Reading reading = Reading.again(normal, lexicon, language, cases, settled);
    List<Span> more = redacted.inOriginal(found(text, reading));
    boolean all =
        reading.isInLowerCase() != first.isInLowerCase()
            || more.stream().anyMatch(span -> !span.stage().equals("sentence"));
    return all
        ? redacted.inOriginal(found(text, Reading.again(normal, lexicon, language, cases, null)))
        : more;
  }

  private List<Span> found(String text, Reading reading) {
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
    List<Span> merged = Merging.merged(text, BesideRule.with(text, found));
    List<Span> repeated = repeated(reading, merged);
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

  /** Words that were taken out as names, wherever else they stand. */
  private List<Span> repeated(Reading reading, List<Span> spans) {
    Map<String, Category> names = new HashMap<>();
    Map<String, Category> ordinary = new HashMap<>();
    long seen = 0; // a bit a word, so that most others are passed over at once
    int next = 0;
    for (Token token : reading.tokens()) {
      int from = reading.text().originalFrom(token.from());
      while (next < spans.size() && spans.get(next).to() <= from) {
        next++;
      }
      if (next == spans.size()) {
        break;
      }
      Span span = spans.get(next);
      boolean inside = span.from() < reading.text().originalTo(token.to());
      if (inside && !span.stage().equals("sentence") && isNameLike(token)) {
        (token.ordinary() ? ordinary : names).putIfAbsent(token.folded(), span.category());
        seen |= 1L << token.folded().hashCode();
      }
    }
    if (names.isEmpty() && ordinary.isEmpty()) {
      return List.of();
    }
    var again = new ArrayList<Span>();
    for (int i = 0; i < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
      if ((seen & 1L << token.folded().hashCode()) == 0) {
        continue;
      }
      Category category = names.get(token.folded());
      if (category == null && token.starts() && isNameHere(reading, i)) {
        category = ordinary.get(token.folded());
      }
      if (category != null) {
        again.add(
            reading
                .text()
                .span(token.from(), token.to(), category, "consistency", "masked-elsewhere", 0.9));
      }
    }
    return again;
  }

  private boolean isNameLike(Token token) {
    return !token.figure()
        && token.length() > 2
        && token.isCapitalised()
        && !token.is(WordLists.Kind.FUNCTION)
        && !token.is(WordLists.Kind.TITLE)
        && !token.is(WordLists.Kind.PLACE)
        && !token.word().rank();
  }

  /** Whether an ordinary word at the head of a sentence, a name elsewhere, is one here. */
  private boolean isNameHere(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    Token next = reading.near(at, 1);
    if (next == null || next.is(WordLists.Kind.THING)) {
      return false;
    }
    return !token.word().common() || token.word().alsoName() || next.is(WordLists.Kind.VERB);
  }
}
