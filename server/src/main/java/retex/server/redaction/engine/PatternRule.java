package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patterns over the normal text, each with where it may begin, and a check of what it matched.
 * Where a pattern has a group named {@code what}, that part alone is taken out. A pattern is tried
 * only at tokens that it may begin at: a text without figures and without their words costs
 * nothing.
 */
final class PatternRule implements Rule {

  /** The first tokens of a pattern that begins with a figure, or with a sign before one. */
  static final String FIGURE = "0";

  /** The first tokens of a pattern that begins with any two capital letters. */
  static final String TWO_CAPITALS = "*2";

  private final Map<String, List<Shape>> byFirst = new HashMap<>();

  PatternRule(List<Shape> shapes) {
    for (Shape shape : shapes) {
      for (String word : shape.first().split("\\s+")) {
        byFirst.computeIfAbsent(NormalText.fold(word), any -> new ArrayList<>()).add(shape);
      }
    }
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    Map<Shape, Matcher> matchers = new HashMap<>();
    Map<Shape, Integer> done = new HashMap<>();
    for (Token token : reading.tokens()) {
      List<Shape> shapes = shapesAt(token);
      if (shapes.isEmpty()) {
        continue;
      }
      int from = token.figure() ? withSign(reading.text().text(), token.from()) : token.from();
      for (Shape shape : shapes) {
        if (from >= done.getOrDefault(shape, 0) && !(shape.calm() && token.shouted())) {
          Matcher matcher = matchers.computeIfAbsent(shape, any -> any.on(reading.text()));
          if (shape.find(reading, matcher, from, token, spans)) {
            done.put(shape, matcher.end());
          }
        }
      }
    }
    return spans;
  }

  private List<Shape> shapesAt(Token token) {
    if (token.figure()) {
      return byFirst.getOrDefault(FIGURE, List.of());
    }
    boolean letters = token.length() == 2 && token.isAllCapitals();
    return byFirst.getOrDefault(
        token.folded(), letters ? byFirst.getOrDefault(TWO_CAPITALS, List.of()) : List.of());
  }

  /** Where a figure begins that a sign or a bracket belongs to. */
  private static int withSign(String text, int at) {
    int from = at;
    while (from > 0 && "+-($€£#".indexOf(text.charAt(from - 1)) >= 0) {
      from--;
    }
    return from;
  }

  /**
   * One pattern. {@code first}: the words, in any case, or {@link #FIGURE} that it may begin with.
   * {@code calm}: of no use in a sentence that is all capitals.
   */
  record Shape(
      String name,
      Category category,
      String first,
      Pattern pattern,
      Predicate<MatchResult> check,
      boolean calm) {

    static Shape of(String name, Category category, String first, String pattern) {
      return of(name, category, first, pattern, any -> true);
    }

    static Shape of(
        String name,
        Category category,
        String first,
        String pattern,
        Predicate<MatchResult> check) {
      return new Shape(
          name, category, first, Pattern.compile(pattern, Pattern.UNICODE_CASE), check, false);
    }

    Shape inCalm() {
      return new Shape(name, category, first, pattern, check, true);
    }

    Matcher on(NormalText text) {
      return pattern.matcher(text.text()).useTransparentBounds(true).useAnchoringBounds(false);
    }

    boolean find(Reading reading, Matcher matcher, int from, Token token, List<Span> spans) {
      int sentenceEnd = reading.sentences().get(token.sentence()).to();
      boolean found = matcher.region(from, sentenceEnd).lookingAt();
      if (!found && from < token.from()) {
        found = matcher.region(token.from(), sentenceEnd).lookingAt();
      }
      if (!found) {
        return false;
      }
      boolean part = pattern.pattern().contains("(?<what>");
      int start = part ? matcher.start("what") : matcher.start();
      int end = part ? matcher.end("what") : matcher.end();
      if (end <= start || !check.test(matcher)) {
        return false;
      }
      spans.add(reading.text().span(start, end, category, "pattern", name, 0.95));
      return true;
    }
  }
}
