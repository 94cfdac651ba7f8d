package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Any figure that no pattern knows, but for a rating (4 of 5), a share in percent, and a length of
 * time or way, which tell a reader how well a drill went and nobody where or when.
 */
final class FigureRule implements Rule {

  private static final Set<String> MEASURES =
      Set.of(
          ("minute minutes min mins mn second seconds sec secs s seconde secondes day days"
                  + " week weeks month months jour jours semaine semaines mois metre metres meter"
                  + " meters m percent per pour degrees kg litres liters times fois st nd rd th er e"
                  + " eme heures hour hours h points attempts essais km kms kmh kph mph knots noeuds"
                  + " nœuds feet foot ft pieds inches mm cm psi pc pct")
              .split(" "));
  private static final Set<String> MINUTES = Set.of("min", "mins", "mn", "minute", "minutes");
  private static final Set<String> NORMS =
      Set.of("standard", "standards", "norm", "norms", "norme", "normes", "target", "objectif");
  private static final Set<String> FIVE = Set.of("5", "five", "fives", "cinq");
  private static final Set<String> CHECKED =
      Set.of("20", "25", "twenty", "twenties", "vingt", "twentyfive");

  /** Checks at a halt, the medical rule of hours, and calibres, which name no holding. */
  private static final Set<String> DRILLS =
      Set.of(
          "5/25", "5-25", "5/20", "0/5/25", "10-1-2", "5.45", "5,45", "5.56", "5,56", "7.62",
          "7,62", "12.7", "12,7", "14.5", "14,5");

  private static final Set<String> TUBES = Set.of("mortier", "mortiers", "canon", "canons", "obus");
  private static final Set<String> CALIBRES = Set.of("20", "40", "60", "81", "82", "105", "120");

  private static final int COUNTED = 4; // words between a count and the calibre of what it counts

  private static final Set<String> OUT_OF = Set.of("sur", "of", "in");
  private static final Set<String> TIMES = Set.of("fois", "times");
  private static final Set<String> RANGE = Set.of("to", "a", "and", "et");
  private static final Set<String> BETWEEN =
      Set.of("of", "out", "sur", "to", "a", "et", "and", "de", "or", "ou", "x");
  private static final Set<String> LAWS =
      Set.of("law", "laws", "act", "decree", "protocol", "regulation", "series", "directive");
  private static final Set<String> PROVISIONS =
      Set.of(
          "article",
          "articles",
          "rule",
          "rules",
          "section",
          "sections",
          "paragraph",
          "paragraphs",
          "protocol",
          "chapter",
          "part");
  private static final Set<String> SHARE = Set.of("of", "sur", "de");
  private static final Set<String> BEFORE =
      Set.of(
          ("rated rating score scored note noté notée notes level niveau grade step steps"
                  + " phase étape role rôle priority lesson leçon module stage lane point criterion"
                  + " critère area")
              .split(" "));
  private static final int HIGHEST = 10;

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).figure()) {
        i = words(reading, i, spans);
        continue;
      }
      int last = i;
      while (isGrouped(reading, last)) {
        last++;
      }
      if (!mayStay(reading, i, last)) {
        last = share(reading, last);
        String rule = "strange-number";
        spans.add(
            reading
                .text()
                .span(
                    tokens.get(i).from(),
                    tokens.get(last).to(),
                    Category.UNSURE,
                    "figure",
                    rule,
                    0.5));
      }
      i = last;
    }
    return spans;
  }

  /** A number in words above ten that measures nothing; answers its last token. */
  private static int words(Reading reading, int first, List<Span> spans) {
    List<Token> tokens = reading.tokens();
    if (!beginsNumber(reading, first) || reading.isJudgment() || isPercent(reading, first)) {
      return first;
    }
    int last = first;
    Token next = reading.near(last, 1);
    while (next != null
        && (next.is(Numeral.ABOVE_TEN) || next.is(Numeral.TO_TEN) || next.is(Numeral.AND))
        && reading.isTied(tokens.get(last), next, " -", 1)) {
      last++;
      next = reading.near(last, 1);
    }
    boolean measures =
        next != null
            && reading.isTied(tokens.get(last), next, " -", 1)
            && isMeasure(next.folded())
            && !isForWhat(reading, last, next);
    boolean often =
        isHowOften(reading, first)
            || isChecked(reading, first)
            || ToldAgain.isMeasure(reading, first);
    if (!measures && !often && !isNorm(reading, first)) {
      spans.add(
          reading
              .text()
              .span(
                  tokens.get(first).from(),
                  tokens.get(last).to(),
                  Category.UNSURE,
                  "figure",
                  "strange-number",
                  0.5));
    }
    return last;
  }

  /** {@code eleven}, {@code six hundred}. */
  private static boolean beginsNumber(Reading reading, int first) {
    Token token = reading.tokens().get(first);
    if (!token.is(Numeral.TO_TEN)) {
      return token.is(Numeral.ABOVE_TEN);
    }
    Token next = reading.near(first, 1);
    boolean said = // three-fifty
        next != null && next.is(Numeral.ABOVE_TEN) && reading.gap(token, next).equals("-");
    return said
        || (next != null && next.is(Numeral.HUNDREDS) && reading.isTied(token, next, " -", 1));
  }

  /** {@code two per cent}, {@code deux pour cent}: the hundred of a share. */
  private static boolean isPercent(Reading reading, int at) {
    Token before = reading.near(at, -1);
    return before != null
        && reading.tokens().get(at).folded().equals("cent")
        && (before.folded().equals("per") || before.folded().equals("pour"));
  }

  /** {@code five and twenty}, {@code 5 et 25}: the metres of the checks at a halt. */
  private static boolean isChecked(Reading reading, int at) {
    Token before = reading.near(at, -1);
    Token five = reading.near(at, -2);
    return before != null
        && five != null
        && before.is(Numeral.AND)
        && FIVE.contains(five.folded())
        && CHECKED.contains(reading.tokens().get(at).folded())
        && reading.isTied(five, before, " -", 1)
        && reading.isTied(before, reading.tokens().get(at), " -", 1);
  }

  /** {@code 19 fois sur 20}, {@code nine times out of ten}: how often. */
  private static boolean isHowOften(Reading reading, int at) {
    Token before = reading.near(at, -1);
    if (before == null || !OUT_OF.contains(before.folded())) {
      return false;
    }
    boolean out = before.folded().equals("of");
    Token times = reading.near(at, out ? -3 : -2);
    return times != null && TIMES.contains(times.folded());
  }

  /** {@code 3 400 cartouches de 7,62}: what is counted, whose calibre it is. */
  private static boolean isOfCount(Reading reading, int first) {
    for (int back = 1; back <= COUNTED; back++) {
      Token before = reading.near(first, -back);
      if (before != null && (before.figure() || before.is(WordLists.Kind.NUMBER))) {
        return true;
      }
    }
    return false;
  }

  /** {@code les mortiers de 60}. */
  private static boolean isCalibre(Reading reading, int first, int last) {
    Token of = reading.near(first, -1);
    Token tube = reading.near(first, -2);
    return first == last
        && of != null
        && tube != null
        && of.folded().equals("de")
        && TUBES.contains(tube.folded())
        && CALIBRES.contains(reading.tokens().get(first).written());
  }

  /** {@code a standard of fifteen}, {@code norme : 15}: what a drill should take. */
  private static boolean isNorm(Reading reading, int at) {
    Token before = reading.near(at, -1);
    boolean of = before != null && before.is(WordLists.Kind.FUNCTION);
    Token norm = of ? reading.near(at, -2) : before;
    return norm != null && NORMS.contains(norm.folded());
  }

  /** {@code from 41 to 78 %}, {@code 3 min 40}: the figure of a share or of a length of time. */
  private static boolean isOfMeasure(Reading reading, int first, int last) {
    String text = reading.text().text();
    Token to = reading.near(last, 1);
    Token end = reading.near(last, 2);
    boolean range =
        to != null
            && end != null
            && end.figure()
            && RANGE.contains(to.folded())
            && (text.startsWith("%", end.to()) || text.startsWith(" %", end.to()));
    Token minutes = reading.near(first, -1);
    Token many = reading.near(first, -2);
    boolean seconds =
        minutes != null
            && many != null
            && many.figure()
            && MINUTES.contains(minutes.folded())
            && reading.isTied(minutes, reading.tokens().get(first), " ", 1);
    return range || seconds;
  }

  /** {@code pour} that no {@code cent} follows. */
  private static boolean isForWhat(Reading reading, int last, Token next) {
    Token after = reading.near(last, 2);
    return next.folded().equals("pour") && (after == null || !after.folded().equals("cent"));
  }

  static boolean isMeasure(String word) {
    return MEASURES.contains(word)
        || word.startsWith("minute")
        || word.startsWith("kilomet")
        || word.startsWith("second")
        || word.startsWith("metre")
        || word.startsWith("year")
        || word.startsWith("an");
  }

  /** Whether the next token is a figure of the same number. */
  private static boolean isGrouped(Reading reading, int at) {
    Token next = reading.near(at, 1);
    if (next == null || !next.figure()) {
      return false;
    }
    String gap = reading.gap(reading.tokens().get(at), next);
    return gap.length() == 1 && " .,:/-+".indexOf(gap.charAt(0)) >= 0;
  }

  /** Whether a word says what a rating or a step is counted in. */
  static boolean isBefore(Token token) {
    return BEFORE.contains(token.lower())
        || token.is(WordLists.Kind.TITLE)
        || token.is(WordLists.Kind.FUNCTION);
  }

  /** The end of {@code 612 of 750}. */
  private static int share(Reading reading, int at) {
    Token next = reading.near(at, 1);
    Token after = reading.near(at, 2);
    boolean share =
        next != null && after != null && SHARE.contains(next.folded()) && after.figure();
    return share ? at + 2 : at;
  }

  private static boolean mayStay(Reading reading, int first, int last) {
    List<Token> tokens = reading.tokens();
    Token start = tokens.get(first);
    String text = reading.text().text();
    int end = tokens.get(last).to();
    Token next = reading.near(last, 1);
    Token before = reading.near(first, -1);
    if (reading.isJudgment()) {
      return isProvision(reading, first);
    }
    boolean drill = DRILLS.contains(text.substring(start.from(), end));
    if ((drill || isCalibre(reading, first, last)) && !isOfCount(reading, first)) {
      return true;
    }
    if (last - first > 1 || start.length() > 4) {
      return false;
    }
    if (end < text.length() && text.charAt(end) == '%') {
      return true;
    }
    if (next != null && next.from() - end <= 1 && MEASURES.contains(next.folded())) {
      return true;
    }
    if (end + 1 < text.length() && text.startsWith(" %", end)) {
      return true;
    }
    if (isOfMeasure(reading, first, last)
        || isNorm(reading, first)
        || isHowOften(reading, first)
        || isChecked(reading, first)) {
      return true;
    }
    if (isBesideName(reading, first, last)) {
      return false;
    }
    boolean rating = isSmall(start) && (last == first || isSmall(tokens.get(last)));
    if (!rating) {
      return false;
    }
    boolean row = isRowEnd(before) || isRowEnd(next);
    boolean said = before != null && BEFORE.contains(before.lower());
    return last > first
        || said
        || row
        || (start.length() == 1
            && start.written().charAt(0) >= '1'
            && start.written().charAt(0) <= '5')
        || isListMark(text, start);
  }

  /** {@code Article 6 § 1}, {@code paragraph 12}: where the law is quoted. */
  static boolean isProvision(Reading reading, int at) {
    String text = reading.text().text();
    Token figure = reading.tokens().get(at);
    boolean section = text.lastIndexOf('§', figure.from()) >= Math.max(0, figure.from() - 6);
    boolean heading = figure.from() == 0 || text.charAt(figure.from() - 1) == '\n';
    return section || heading || (figure.length() < 5 && followsProvision(reading, at));
  }

  private static boolean followsProvision(Reading reading, int at) {
    Token before = reading.near(at, -1);
    if (before == null) {
      return false;
    }
    boolean row = before.folded().equals("and") || before.folded().equals("to");
    Token other = row ? reading.near(at, -2) : null;
    Token law = before.folded().startsWith("no") ? reading.near(at, -2) : null;
    return PROVISIONS.contains(before.folded())
        || (law != null && LAWS.contains(law.folded()))
        || (before.figure() && before.length() < 3)
        || (other != null && other.figure() && other.length() < 3);
  }

  /** {@code VELBATT 3}, {@code 2 Para}: the number of what has a name. */
  private static boolean isBesideName(Reading reading, int first, int last) {
    Token start = reading.tokens().get(first);
    Token before = reading.near(first, -1);
    Token next = reading.near(last, 1);
    boolean after =
        before != null
            && reading.isTied(before, start, " -", 1)
            && !BEFORE.contains(before.lower())
            && (before.shouted()
                ? !before.ordinary()
                : before.isCapitalised()
                    && (!before.starts()
                        || !before.ordinary()
                        || ContextRule.isNumbered(reading, first - 1, start)));
    boolean ahead =
        next != null
            && reading.isTied(reading.tokens().get(last), next, " ", 1)
            && next.isCapitalised()
            && !next.shouted()
            && !next.mayStart();
    return after || ahead;
  }

  private static boolean isRowEnd(@org.jspecify.annotations.Nullable Token token) {
    return token != null && BETWEEN.contains(token.folded());
  }

  private static boolean isSmall(Token token) {
    return token.length() <= 2 && Integer.parseInt(token.written()) <= HIGHEST;
  }

  private static boolean isListMark(String text, Token token) {
    boolean first = token.from() == 0 || text.charAt(token.from() - 1) == '\n';
    return first && token.to() < text.length() && ".)".indexOf(text.charAt(token.to())) >= 0;
  }
}
