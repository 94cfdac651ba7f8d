package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule that is one pattern over the normal text and one check of what it matched. Where the
 * pattern has a group named {@code what}, that part alone is taken out.
 */
final class PatternRule implements Rule {

  private final String name;
  private final Category category;
  private final Pattern pattern;
  private final Predicate<MatchResult> check;
  private final boolean part;

  PatternRule(String name, Category category, String pattern, Predicate<MatchResult> check) {
    this.name = name;
    this.category = category;
    this.pattern = Pattern.compile(pattern, Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    this.check = check;
    this.part = pattern.contains("(?<what>");
  }

  PatternRule(String name, Category category, String pattern) {
    this(name, category, pattern, any -> true);
  }

  @Override
  public List<Span> find(NormalText text) {
    var spans = new ArrayList<Span>();
    Matcher matcher = pattern.matcher(text.text());
    while (matcher.find()) {
      int start = part ? matcher.start("what") : matcher.start();
      int end = part ? matcher.end("what") : matcher.end();
      if (end > start && check.test(matcher)) {
        spans.add(text.span(start, end, category, "pattern", name, 0.95));
      }
    }
    return spans;
  }
}
