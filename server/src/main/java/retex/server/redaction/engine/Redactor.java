package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes out of texts what must not be released: a pure function of text, language and context.
 * Stages: known names, patterns, whole sentences, vocabulary, then consistency (what is taken out
 * once is taken out everywhere). Overlapping spans become one. Texts in a language other than
 * {@code en} and {@code fr} are withheld whole. Safe for use by several threads.
 */
public final class Redactor {

  /** Version of the rules, named in every released document. */
  public static final String VERSION = "redaction-1";

  private final String language;
  private final List<Rule> rules;
  private final Vocabulary vocabulary;

  /** For texts of one language under one context. */
  public Redactor(Context context, String language) {
    this.language = language;
    this.vocabulary = Vocabulary.of(language);
    var all = new ArrayList<Rule>();
    all.add(new KnownNamesRule(context, language));
    all.addAll(Patterns.all());
    all.addAll(SentenceRule.all());
    all.add(new VocabularyRule(language));
    rules = List.copyOf(all);
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
      Span whole =
          new Span(0, text.length(), Category.UNSURE, "language", "language-not-read", 1.0);
      return new Redacted(text, language, List.of(whole));
    }
    NormalText normal = NormalText.of(text);
    var found = new ArrayList<Span>();
    rules.forEach(rule -> found.addAll(rule.find(normal)));
    List<Span> merged = merged(text, found);
    List<Span> repeated = repeated(normal, text, merged);
    found.addAll(repeated);
    return new Redacted(text, language, repeated.isEmpty() ? merged : merged(text, found));
  }

  /** The text without these spans, which may overlap: an officer's among them. */
  public static Redacted without(String text, String language, List<Span> spans) {
    return new Redacted(text, language, merged(text, spans));
  }

  /** Words that were taken out as names, wherever else they stand, in any case. */
  private List<Span> repeated(NormalText normal, String text, List<Span> spans) {
    Map<String, Category> names = new HashMap<>();
    for (Span span : spans) {
      if (span.stage().equals("sentence")) {
        continue;
      }
      for (Words.Word word : Words.of(NormalText.of(text.substring(span.from(), span.to())))) {
        if (word.isCapitalised()
            && word.written().length() > 2
            && !vocabulary.knows(word.lower())) {
          names.putIfAbsent(NormalText.fold(word.written()), span.category());
        }
      }
    }
    var again = new ArrayList<Span>();
    for (Words.Word word : Words.of(normal)) {
      Category category = names.get(NormalText.fold(word.written()));
      if (category != null) {
        again.add(
            normal.span(word.from(), word.to(), category, "consistency", "masked-elsewhere", 0.9));
      }
    }
    again.removeIf(span -> spans.stream().anyMatch(it -> covers(it, span)));
    return again;
  }

  private static boolean covers(Span outer, Span inner) {
    return outer.from() <= inner.from() && outer.to() >= inner.to();
  }

  /**
   * Without overlap, in order: a run of overlapping spans is one, named after its surest longest.
   */
  private static List<Span> merged(String text, List<Span> found) {
    var sorted = new ArrayList<>(found);
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

  /** Two neighbours of one kind with no more than a space or hyphen between are one. */
  private static boolean sameAcrossGap(String text, Span left, Span right) {
    String gap = text.substring(Math.min(left.to(), right.from()), right.from());
    boolean kin = left.category() == right.category() || right.isUnsure() || left.isUnsure();
    return kin
        && gap.length() <= 2
        && gap.chars().allMatch(c -> c == ' ' || c == '-' || c == '\'' || c == '.');
  }

  private static Span joined(Span a, Span b) {
    Span name = surer(a, b);
    return new Span(
        Math.min(a.from(), b.from()),
        Math.max(a.to(), b.to()),
        name.category(),
        name.stage(),
        name.rule(),
        name.confidence());
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
