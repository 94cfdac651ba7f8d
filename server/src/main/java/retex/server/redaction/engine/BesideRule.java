package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What belongs to something that was taken out, beside it: the number or the word of office after a
 * call sign ({@code PELICAN BASE}), the letters before a number ({@code MED 9-9-21}), the initial
 * before a name, the noun that a count is of.
 */
final class BesideRule {

  private static final Pattern AFTER_CALL_SIGN =
      Pattern.compile(
          "[ -](?i:base|control|main|rear|actual|minor|tower|ops|leader|lead|zero|alpha|bravo|charlie|delta|autorité|contrôle|tour|poste|zéro|(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight|nine)(?:[- ](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight|nine))?|\\d{1,2}(?:-\\d{1,2})?[A-Z]?)(?![\\p{L}\\d%])");
  private static final Pattern BEFORE_NUMBER =
      Pattern.compile("(?<![\\p{L}\\d])(?:\\p{Lu}{2,4}[ -]|n° ?|N° ?|No\\.? ?)$");
  private static final Pattern BEFORE_NAME =
      Pattern.compile(
          "(?<![\\p{L}\\d'’-])(?:\\p{L}\\.? ?|(?i:tonton|tantine|tante|uncle|auntie|aunt|mama|papa|père|mère|sœur|soeur|frère|brother|sister|father|mother) )$");
  private static final Pattern SUM_AFTER =
      Pattern.compile(
          "(?:,? (?:a|an|per|par|the) (?:day|hour|night|week|month|head|load|litre|trip|mois|jour|heure|nuit|tête)|,? (?:en|in) (?:dollars|euros|francs|cash|espèces|liquide)| (?:flat|net|cash)| et (?:quelques|des poussières))(?![\\p{L}])");
  private static final Pattern AFTER_CODE =
      Pattern.compile(
          "(?i: bis| ter|,? (?:édition|edition|issue|rev\\.?|version) \\d{1,2})(?![\\p{L}\\d])");
  private static final Pattern BEFORE_PHONE =
      Pattern.compile("(?i:(?<!\\p{L})(?:plus|ext\\.?|extension|poste) )$");
  private static final int BACK = 14;

  private BesideRule() {}

  /** The spans, each with what belongs to it. */
  static List<Span> with(String text, List<Span> found) {
    var wider = new ArrayList<Span>(found.size());
    for (Span span : found) {
      wider.add(span.stage().equals("sentence") ? span : wider(text, span));
    }
    return wider;
  }

  private static Span wider(String text, Span span) {
    Category category = span.category();
    if (category == Category.CALLSIGN) {
      return after(text, span, AFTER_CALL_SIGN);
    }
    if (span.rule().startsWith("money")) {
      return after(text, span, SUM_AFTER);
    }
    if (category == Category.PHONE) {
      return before(text, span, BEFORE_PHONE);
    }
    boolean codes =
        category == Category.REFERENCE
            || category == Category.SERVICE_NUMBER
            || span.stage().equals("figure");
    return around(text, codes ? after(text, span, AFTER_CODE) : span);
  }

  private static Span around(String text, Span span) {
    Category category = span.category();
    char first = text.charAt(span.from());
    boolean number = Character.isDigit(first) && category != Category.DATETIME;
    if (number) {
      boolean code =
          span.stage().equals("figure")
              || category == Category.REFERENCE
              || category == Category.DATETIME
              || category == Category.SERVICE_NUMBER;
      return code ? before(text, span, BEFORE_NUMBER) : span;
    }
    boolean name = span.stage().equals("vocabulary") || category == Category.PERSON;
    return name && Character.isLetter(first) ? before(text, span, BEFORE_NAME) : span;
  }

  private static Span after(String text, Span span, Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(span.to(), text.length());
    return matcher.lookingAt() ? span.at(span.from(), matcher.end()) : span;
  }

  private static Span before(String text, Span span, Pattern pattern) {
    if (span.from() == 0 || " °.-".indexOf(text.charAt(span.from() - 1)) < 0) {
      return span;
    }
    int from = Math.max(0, span.from() - BACK);
    Matcher matcher = pattern.matcher(text).region(from, span.from()).useTransparentBounds(true);
    if (!matcher.find() || isWord(text, matcher.start(), span.from())) {
      return span;
    }
    return span.at(matcher.start(), span.to());
  }

  /** A single letter that is a word of its own. */
  private static boolean isWord(String text, int from, int to) {
    String word = text.substring(from, to).strip();
    return word.length() == 1 && "aàyôoiI".indexOf(word.charAt(0)) >= 0;
  }
}
