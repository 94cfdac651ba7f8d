package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes out of texts what must not be released: a pure function of text, language and context.
 * Stages: known names, patterns, whole sentences, vocabulary, then consistency (what is taken out
 * once is taken out everywhere). What is left is read again until nothing more is found, so that
 * redacting twice changes nothing. Overlapping spans become one. Texts in a language other than
 * {@code en} and {@code fr} are withheld whole. Safe for use by several threads.
 */
public final class Redactor {

  /** Version of the rules, named in every released document. */
  public static final String VERSION = "redaction-2";

  private static final int ROUNDS = 16; // of reading what was redacted once more

  private static final List<String> ARTICLES =
      List.of("on the ", "the ", "on ", "le ", "la ", "à ", "at ");
  private static final Set<String> PARTICLES =
      Set.of(
          " de ", " du ", " des ", " la ", " le ", " les ", " of ", " sur ", " al ", " el ",
          " de la ", " von ", " van ", " bin ", " ben ", " ould ");

  private final String language;
  private final boolean cases;
  private final List<Rule> rules;
  private final Lexicon lexicon;

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
    var sentences = new SentenceRule(language.equals("fr") ? "fr" : "en", model);
    var names = new NameIndex(context, language);
    this.lexicon = new Lexicon(vocabulary, lists, names, patterns, sentences.phrases(), model);
    this.rules =
        List.of(
            new KnownNamesRule(names),
            patterns,
            new ChunkRule(),
            new FigureRule(),
            sentences,
            new VocabularyRule(language),
            new ContextRule(language),
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
    List<Span> spans = once(text, false);
    for (int round = 0; round < ROUNDS; round++) {
      Redacted redacted = new Redacted(text, language, spans);
      List<Span> more = redacted.inOriginal(once(redacted.text(), true));
      if (more.isEmpty()) {
        return redacted;
      }
      var both = new ArrayList<>(spans);
      both.addAll(more);
      spans = merged(text, both);
    }
    return whole(text, "never-settles");
  }

  private Redacted whole(String text, String rule) {
    Span whole = new Span(0, text.length(), Category.UNSURE, "language", rule, 1.0);
    return new Redacted(text, language, List.of(whole));
  }

  private List<Span> once(String text, boolean again) {
    var reading = new Reading(NormalText.of(text), lexicon, language, cases, again);
    var found = new ArrayList<Span>();
    for (Rule rule : rules) {
      if (!reading.isJudgment() || !(rule instanceof SentenceRule)) {
        found.addAll(rule.find(reading));
      }
    }
    if (reading.isJudgment()) {
      found.removeIf(span -> span.rule().equals("unit-after")); // "section 24" of an act
    } else {
      found.replaceAll(span -> withArticle(text, span));
    }
    List<Span> merged = merged(text, found);
    List<Span> repeated = repeated(reading, merged);
    if (repeated.isEmpty()) {
      return merged;
    }
    found.addAll(repeated);
    return merged(text, found);
  }

  /** The text without these spans, which may overlap: an officer's among them. */
  public static Redacted without(String text, String language, List<Span> spans) {
    return new Redacted(text, language, merged(text, spans));
  }

  /** Words that were taken out as names, wherever else they stand. */
  private List<Span> repeated(Reading reading, List<Span> spans) {
    Map<String, Category> names = new HashMap<>();
    Map<String, Category> ordinary = new HashMap<>();
    int next = 0;
    for (Token token : reading.tokens()) {
      Span at = reading.text().span(token.from(), token.to(), Category.UNSURE, "", "", 0);
      while (next < spans.size() && spans.get(next).to() <= at.from()) {
        next++;
      }
      Span span = next < spans.size() && spans.get(next).overlaps(at) ? spans.get(next) : null;
      if (span != null && !span.stage().equals("sentence") && isNameLike(token)) {
        (token.ordinary() ? ordinary : names).putIfAbsent(token.folded(), span.category());
      }
    }
    if (names.isEmpty() && ordinary.isEmpty()) {
      return List.of();
    }
    var again = new ArrayList<Span>();
    for (int i = 0; i < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
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

  /**
   * Without overlap, in order: a run of overlapping spans is one, named after its surest longest.
   */
  private static List<Span> merged(String text, List<Span> found) {
    var sorted = new ArrayList<Span>();
    found.forEach(span -> sorted.add(withoutStop(text, span)));
    sorted.sort(
        Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
    var merged = new ArrayList<Span>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? span : merged.get(merged.size() - 1);
      if (!merged.isEmpty() && (last.overlaps(span) || sameAcrossGap(text, last, span))) {
        merged.set(merged.size() - 1, joined(last, span));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** A full stop that ends the sentence is no part of a name. */
  private static Span withoutStop(String text, Span span) {
    boolean stop = text.charAt(span.to() - 1) == '.' && span.to() - span.from() > 1;
    return stop && !span.stage().equals("sentence") ? span.at(span.from(), span.to() - 1) : span;
  }

  /** {@code on the 9th}, {@code le 3 mars}: what a date takes with it. */
  private static Span withArticle(String text, Span span) {
    if (span.category() != Category.DATETIME) {
      return span;
    }
    for (String article : ARTICLES) {
      int from = span.from() - article.length();
      boolean there = from >= 0 && text.regionMatches(true, from, article, 0, article.length());
      if (there && (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))) {
        return span.at(from, span.to());
      }
    }
    return span;
  }

  /** Two neighbours of one kind with no more than a space or hyphen between are one. */
  private static boolean sameAcrossGap(String text, Span left, Span right) {
    String gap = text.substring(Math.min(left.to(), right.from()), right.from());
    boolean kin = left.category() == right.category() || right.isUnsure() || left.isUnsure();
    boolean sentence = left.stage().equals("sentence") || right.stage().equals("sentence");
    return kin
        && !sentence
        && (PARTICLES.contains(gap.replace('-', ' '))
            || gap.isEmpty()
            || (gap.length() <= 2
                && !gap.equals(". ")
                && gap.chars().allMatch(c -> c == ' ' || c == '-' || c == '\'' || c == '.')));
  }

  private static Span joined(Span a, Span b) {
    Span name = surer(a, b);
    return name.at(Math.min(a.from(), b.from()), Math.max(a.to(), b.to()));
  }

  private static Span surer(Span a, Span b) {
    if (a.isUnsure() != b.isUnsure()) {
      return a.isUnsure() ? b : a;
    }
    if (a.stage().equals("sentence") != b.stage().equals("sentence")) {
      return a.stage().equals("sentence") ? a : b;
    }
    return b.to() - b.from() > a.to() - a.from() ? b : a;
  }
}
