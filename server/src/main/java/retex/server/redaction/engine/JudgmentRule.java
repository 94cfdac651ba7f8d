package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What tells of a person in a judgment without a name: lengths of time, counts with what was
 * counted, nationality. In remarks the same words are useful: there they stay.
 */
final class JudgmentRule implements Rule {

  private static final Set<String> NUMBERS =
      Set.of(
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty",
          "thirty",
          "forty",
          "fifty",
          "sixty",
          "seventy",
          "eighty",
          "ninety",
          "hundred");
  private static final Set<String> LENGTHS =
      Set.of(
          "year",
          "years",
          "month",
          "months",
          "week",
          "weeks",
          "day",
          "days",
          "hour",
          "hours",
          "minutes",
          "old",
          "hearings",
          "children",
          "pages",
          "s");
  private static final Set<String> ABOUT =
      Set.of("approximately", "about", "around", "nearly", "almost", "some", "over", "least");
  private static final Set<String> CURRENCIES =
      Set.of(
          "kronor",
          "krona",
          "kroner",
          "krone",
          "liras",
          "lira",
          "francs",
          "marks",
          "pounds",
          "zlotys",
          "zloty",
          "roubles",
          "hryvnias",
          "forints",
          "lei",
          "leva",
          "schillings",
          "guilders",
          "drachmas",
          "crowns",
          "levs");
  private static final Set<String> NATIONALS =
      Set.of("national", "nationals", "citizen", "born", "origin", "descent");
  private static final Set<String> NO_COUNT =
      Set.of(
          "of", "and", "to", "of the", "the", "in", "on", "above", "below", "taken", "under", "at",
          "or", "is", "was");

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; reading.isJudgment() && i < tokens.size(); i++) {
      int last = end(reading, i);
      if (last > i) {
        Span span =
            reading
                .text()
                .span(
                    tokens.get(i).from(),
                    tokens.get(last).to(),
                    Category.UNSURE,
                    "context",
                    "case",
                    0.6);
        spans.add(span);
      }
    }
    return spans;
  }

  private static int end(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    Token next = reading.near(at, 1);
    if (next == null || !reading.isTied(token, next, " -", 1)) {
      return at;
    }
    if (ABOUT.contains(token.folded()) && (next.figure() || isMoney(next))) {
      return at + 1;
    }
    boolean national =
        token.isCapitalised() && !token.starts() && NATIONALS.contains(next.folded());
    if (national) {
      return at + 1;
    }
    if (NUMBERS.contains(token.folded())) {
      Token after = reading.near(at, 2);
      boolean long2 =
          after != null && NUMBERS.contains(next.folded()) && LENGTHS.contains(after.folded());
      return LENGTHS.contains(next.folded()) ? at + 1 : long2 ? at + 2 : at;
    }
    boolean counted = token.figure() && !next.figure() && !next.isCapitalised();
    boolean provision = FigureRule.isProvision(reading, at);
    Token unit = reading.near(at, 2);
    if (token.figure()
        && !provision
        && next.isCapitalised()
        && unit != null
        && CURRENCIES.contains(unit.folded())) {
      return at + 2;
    }
    return counted && !provision && !NO_COUNT.contains(next.folded()) ? at + 1 : at;
  }

  private static boolean isMoney(Token token) {
    return token.isAllCapitals() && token.length() == 3;
  }
}
