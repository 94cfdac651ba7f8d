package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
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

  /** Before a first word that counts only with its accents: {@code =aïd} is no {@code aid}. */
  static final String WITH_ACCENTS = "=";

  private static final int REACH = 10; // tokens within which a word must follow

  /** Characters within which a pattern must end, so that a list without end costs each the same. */
  private static final int LONGEST = 400;

  private final Map<String, List<Shape>> byFirst = new HashMap<>();
  private final Map<String, Soon> bySoon = new HashMap<>();
  private final List<Shape> all;
  private final Outline[] outlines;

  PatternRule(List<Shape> all) {
    if (all.size() > 2 * Long.SIZE) {
      throw new IllegalArgumentException("more patterns than bits");
    }
    this.all = List.copyOf(all);
    this.outlines = all.stream().map(shape -> new Outline(shape.pattern())).toArray(Outline[]::new);
    for (int i = 0; i < all.size(); i++) {
      Shape shape = all.get(i).numbered(i);
      for (String word : new HashSet<>(List.of(shape.first().split("\\s+")))) {
        byFirst.computeIfAbsent(key(word), any -> new ArrayList<>()).add(shape);
      }
      for (String word : shape.soon()) {
        bySoon.merge(word, Soon.of(i), Soon::or);
      }
    }
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    var matchers = new Matcher[all.size()];
    var done = new int[all.size()];
    for (int i = 0; i < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
      List<Shape> here = token.word().shapes();
      if (here.isEmpty()) {
        continue;
      }
      Soon ahead = null;
      for (Shape shape : here) {
        int number = shape.number();
        if (token.from() < done[number] || !shape.mayBegin(token)) {
          continue;
        }
        if (ahead == null && !shape.soon().isEmpty()) {
          ahead = ahead(reading, i);
        }
        if ((ahead == null || shape.mayBeginBefore(ahead))
            && shape.mayMatch(reading, outlines[number], token)) {
          if (matchers[number] == null) {
            matchers[number] = shape.on(reading.text());
            if (!shape.mayBeIn(reading.text())) {
              done[number] = Integer.MAX_VALUE;
              continue;
            }
          }
          if (shape.find(reading, matchers[number], token, spans)) {
            done[number] = matchers[number].end();
          }
        }
      }
    }
    return spans;
  }

  private static String key(String word) {
    return word.startsWith(WITH_ACCENTS) ? word : NormalText.fold(word);
  }

  /** The patterns that one of the next tokens lets begin here. */
  private static Soon ahead(Reading reading, int at) {
    long low = 0;
    long high = 0;
    List<Token> tokens = reading.tokens();
    int end = Math.min(at + REACH, reading.firstToken(tokens.get(at).sentence() + 1));
    for (int i = at + 1; i < end; i++) {
      Soon soon = tokens.get(i).word().soon();
      low |= soon.low();
      high |= soon.high();
    }
    return new Soon(low, high);
  }

  /** The patterns that a word lets begin before it, as bits. */
  Soon soon(String lower, String folded, boolean figure) {
    Soon soon = bySoon.getOrDefault(figure ? FIGURE : folded, Soon.NONE);
    return soon.or(bySoon.getOrDefault(WITH_ACCENTS + lower, Soon.NONE));
  }

  /** The patterns that may begin with a word. */
  List<Shape> shapesAt(String lower, String folded, boolean figure, boolean loud) {
    if (figure) {
      return byFirst.getOrDefault(FIGURE, List.of());
    }
    var all = new ArrayList<Shape>(byFirst.getOrDefault(folded, List.of()));
    if (lower.length() == 2 && loud) {
      all.addAll(byFirst.getOrDefault(TWO_CAPITALS, List.of()));
    }
    all.addAll(byFirst.getOrDefault(WITH_ACCENTS + lower, List.of()));
    return List.copyOf(all);
  }

  /** Numbers of patterns, as bits. */
  record Soon(long low, long high) {

    static final Soon NONE = new Soon(0, 0);

    static Soon of(int number) {
      long bit = 1L << number;
      return number < Long.SIZE ? new Soon(bit, 0) : new Soon(0, bit);
    }

    Soon or(Soon other) {
      return new Soon(low | other.low, high | other.high);
    }

    boolean has(int number) {
      return ((number < Long.SIZE ? low : high) & (1L << number)) != 0;
    }
  }

  /**
   * One pattern. {@code first}: the words, in any case, or {@link #FIGURE} that it may begin with.
   * {@code soon}: where not empty, one of these words or a {@link #FIGURE} must follow within a few
   * tokens. {@code signs}: where not empty, one of these must stand in the text. {@code calm}: of
   * no use in a sentence that is all capitals. {@code fewest} and {@code most}: of the figures in a
   * row that it may begin with.
   */
  record Shape(
      String name,
      Category category,
      String first,
      Set<String> soon,
      String signs,
      Pattern pattern,
      BiPredicate<MatchResult, String> check,
      boolean calm,
      boolean inPart,
      int fewest,
      int most,
      int number) {

    static Shape of(String name, Category category, String first, String pattern) {
      return of(name, category, first, pattern, any -> true);
    }

    static Shape of(
        String name,
        Category category,
        String first,
        String pattern,
        Predicate<MatchResult> check) {
      return checked(name, category, first, pattern, (match, text) -> check.test(match));
    }

    /** {@code check}: of what was matched, and of the text where it stands. */
    static Shape checked(
        String name,
        Category category,
        String first,
        String pattern,
        BiPredicate<MatchResult, String> check) {
      Pattern compiled = Pattern.compile(pattern, Pattern.UNICODE_CASE);
      boolean inPart = pattern.contains("(?<what>");
      return new Shape(
          name,
          category,
          first,
          Set.of(),
          "",
          compiled,
          check,
          false,
          inPart,
          1,
          Integer.MAX_VALUE,
          -1);
    }

    /** The same, tried only where one of these words follows soon. */
    Shape before(String words) {
      var all = new HashSet<String>();
      for (String word : words.split("\\s+")) {
        all.add(key(word));
      }
      return new Shape(
          name,
          category,
          first,
          Set.copyOf(all),
          signs,
          pattern,
          check,
          calm,
          inPart,
          fewest,
          most,
          number);
    }

    /** The same, tried only at so many figures in a row, as it can match no others. */
    Shape figures(int fewest, int most) {
      return new Shape(
          name, category, first, soon, signs, pattern, check, calm, inPart, fewest, most, number);
    }

    /** The same, tried only in a text where one of these signs stands. */
    Shape with(String oneOf) {
      return new Shape(
          name, category, first, soon, oneOf, pattern, check, calm, inPart, fewest, most, number);
    }

    Shape inCalm() {
      return new Shape(
          name, category, first, soon, signs, pattern, check, true, inPart, fewest, most, number);
    }

    Shape numbered(int at) {
      return new Shape(
          name, category, first, soon, signs, pattern, check, calm, inPart, fewest, most, at);
    }

    boolean mayBeIn(NormalText text) {
      for (int i = 0; i < signs.length(); i++) {
        if (text.text().indexOf(signs.charAt(i)) >= 0) {
          return true;
        }
      }
      return signs.isEmpty();
    }

    Matcher on(NormalText text) {
      return pattern.matcher(text.text()).useTransparentBounds(true).useAnchoringBounds(false);
    }

    boolean mayBegin(Token token) {
      int length = token.length();
      return (!token.figure() || (length >= fewest && length <= most))
          && !(calm && token.shouted());
    }

    boolean mayBeginBefore(Soon ahead) {
      return soon.isEmpty() || ahead.has(number);
    }

    boolean mayMatch(Reading reading, Outline outline, Token token) {
      String text = reading.text().text();
      int from = begin(text, token);
      int end = end(reading, token);
      return outline.mayMatch(text, from, end)
          || (from < token.from() && outline.mayMatch(text, token.from(), end));
    }

    boolean find(Reading reading, Matcher matcher, Token token, List<Span> spans) {
      String text = reading.text().text();
      int from = begin(text, token);
      int end = end(reading, token);
      boolean found = matcher.region(from, end).lookingAt();
      if (!found && from < token.from()) {
        found = matcher.region(token.from(), end).lookingAt();
      }
      if (!found) {
        return false;
      }
      int start = inPart ? matcher.start("what") : matcher.start();
      int stop = inPart ? matcher.end("what") : matcher.end();
      if (stop <= start || !check.test(matcher, text)) {
        return false;
      }
      spans.add(reading.text().span(start, stop, category, "pattern", name, 0.95));
      return true;
    }

    private static int end(Reading reading, Token token) {
      return Math.min(reading.sentences().get(token.sentence()).to(), token.from() + LONGEST);
    }

    /** Where a token begins, a figure with the sign or the bracket that belongs to it. */
    private static int begin(String text, Token token) {
      int from = token.from();
      while (token.figure() && from > 0 && "+-($€£#".indexOf(text.charAt(from - 1)) >= 0) {
        from--;
      }
      return from;
    }
  }
}
