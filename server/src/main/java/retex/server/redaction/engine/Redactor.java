package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of texts what must not be released: a pure function of text, language and context.
 * Stages: known names, patterns, whole sentences, vocabulary, then consistency (what is taken out
 * once is taken out everywhere). What is left is read again until nothing more is found, so that
 * redacting twice changes nothing. Overlapping spans become one. Texts in a language other than
 * {@code en} and {@code fr} are withheld whole. Safe for use by several threads.
 */
public final class Redactor {

  /** Version of the rules, named in every released document. */
  public static final String VERSION = "redaction-3";

  private static final int ROUNDS = 16; // of reading what was redacted once more

  private static final List<String> ARTICLES =
      List.of(
          "on the ",
          "the ",
          "on ",
          "le ",
          "la ",
          "à ",
          "at ",
          "w/c ",
          "week of ",
          "the week of ",
          "semaine du ",
          "vers ",
          "that same evening, ",
          "that same day, ",
          "the same day, ",
          "le soir même, ",
          "soir même, ",
          "le jour même, ",
          "la veille de ",
          "the eve of ",
          "2nd ",
          "1st ",
          "3rd ",
          "2e ",
          "1er ",
          "3e ",
          "second ",
          "first ",
          "premier ");
  private static final List<String> PARTS_OF_DAY =
      List.of(
          " in the morning",
          " in the afternoon",
          " in the evening",
          " at night",
          " local",
          " du matin",
          " du soir",
          " de l'après-midi",
          " de l’après-midi",
          " sharp");
  private static final Pattern BETWEEN_DATES =
      Pattern.compile(
          "(?i),? ?(?:(?:and|again|on|the|then|or|of|to|until|from|puis|et|de nouveau|le|au|du|ou|à|de|d'|jusqu'au)[ ]?){0,4}");
  private static final Pattern UNIT_AFTER =
      Pattern.compile(
          "[ -](?:company|battalion|platoon|contingent|squadron|brigade|regiment|Level \\d)\\b");
  private static final Pattern UNIT_BEFORE =
      Pattern.compile(
          "(?<!\\p{L})(?:compagnie|bataillon|section|contingent|escadron|brigade|régiment|peloton) $");
  private static final List<String> THE =
      List.of("the ", "The ", "la ", "le ", "l'", "l’", "La ", "Le ", "L'", "L’");
  private static final Set<String> PARTICLES =
      Set.of(
          " de ", " du ", " des ", " la ", " le ", " les ", " of ", " sur ", " al ", " el ",
          " de la ", " à la ", " de l'", " de l’", " à ", " aux ", " von ", " van ", " bin ",
          " ben ", " ould ");

  private final String language;
  private final boolean cases;
  private final List<Rule> rules;
  private final Lexicon lexicon;
  private final TallyRule tallies;

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
    this.tallies = new TallyRule(sentences);
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
            tallies,
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
    found.addAll(inRow(reading));
    tallies.spare(reading, found);
    List<Span> merged = merged(text, BesideRule.with(text, found));
    List<Span> repeated = repeated(reading, merged);
    if (repeated.isEmpty()) {
      return merged;
    }
    merged.addAll(repeated);
    return merged(text, merged);
  }

  /** The text without these spans, which may overlap: an officer's among them. */
  public static Redacted without(String text, String language, List<Span> spans) {
    return new Redacted(text, language, merged(text, spans));
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
  private static Span withArticle(String text, Span found) {
    Span span = found;
    if (span.stage().equals("context") || span.stage().equals("vocabulary")) {
      return withThe(text, span);
    }
    if (span.category() != Category.DATETIME) {
      return span;
    }
    for (String part : PARTS_OF_DAY) {
      if (text.startsWith(part, span.to())) {
        span = span.at(span.from(), span.to() + part.length());
      }
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

  /** {@code the Duchess}, {@code l'Ancienne Douane}: an article is part of such a name. */
  private static Span withThe(String text, Span found) {
    Span span = found;
    Matcher unit = UNIT_AFTER.matcher(text).region(span.to(), text.length());
    if (unit.lookingAt()) {
      span = span.at(span.from(), unit.end());
    }
    if (span.from() > 1 && "ent".indexOf(text.charAt(span.from() - 2)) >= 0) { // its last letter
      Matcher before = UNIT_BEFORE.matcher(text).region(Math.max(0, span.from() - 20), span.from());
      if (before.find()) {
        return span.at(before.start(), span.to());
      }
    }
    for (String the : THE) {
      int from = span.from() - the.length();
      boolean capital = Character.isUpperCase(text.charAt(span.from()));
      if (capital
          && from >= 0
          && text.startsWith(the, from)
          && (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))) {
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
    boolean dates =
        left.category() == Category.DATETIME
            && right.category() == Category.DATETIME
            && gap.length() < 24
            && BETWEEN_DATES.matcher(gap).matches();
    return kin
        && !sentence
        && (dates
            || PARTICLES.contains(gap.replace('-', ' '))
            || gap.isEmpty()
            || gap.equals("'s ")
            || gap.equals("’s ")
            || (gap.length() <= 2
                && !gap.equals(". ")
                && gap.chars().allMatch(c -> c == ' ' || c == '-' || c == '\'' || c == '.')));
  }

  private static Span joined(Span a, Span b) {
    Span name = surer(a, b);
    return name.at(Math.min(a.from(), b.from()), Math.max(a.to(), b.to()));
  }

  private static Span surer(Span a, Span b) {
    if (a.stage().equals("sentence") != b.stage().equals("sentence")) {
      return a.stage().equals("sentence") ? a : b;
    }
    if (a.isUnsure() != b.isUnsure()) {
      return a.isUnsure() ? b : a;
    }
    return b.to() - b.from() > a.to() - a.from() ? b : a;
  }
}
