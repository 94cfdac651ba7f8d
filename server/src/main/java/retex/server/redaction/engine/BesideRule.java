package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What belongs to something that was taken out, beside it: the number or the word of office after a
 * call sign ({@code PELICAN BASE}), the letters before a number ({@code MED 9-9-21}), the initial
 * or the rank before a name, the kind of place or unit beside its name, the rest of a number that
 * is said in words, the noun that a count is of.
 */
final class BesideRule {

  private static final Tail AFTER_CALL_SIGN =
      Tail.of(
          "[ -](?i:base|control|main|rear|actual|minor|tower|ops|leader|lead|zero|alpha|bravo|charlie|delta|autorité|contrôle|tour|poste|zéro|(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight|nine)(?:[- ](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight|nine))?|\\d{1,2}(?:-\\d{1,2})?[A-Z]?)(?![\\p{L}\\d%])");
  private static final Pattern BEFORE_NUMBER =
      Pattern.compile("(?<![\\p{L}\\d])(?:\\p{Lu}{2,4}[ -]|n° ?|N° ?|No\\.? ?)$");
  private static final Pattern HALF_RANK = Pattern.compile("(?<![\\p{L}\\d])\\p{Lu}{1,2}/$");
  private static final Pattern INITIAL = Pattern.compile("(?<![\\p{L}\\d'’-])\\p{L}\\.? ?$");
  private static final Set<String> KIN =
      Set.of(
          ("tonton tantine tante uncle auntie aunt mama papa pere mere soeur frere brother sister"
                  + " father mother big little old gros petit vieux")
              .split(" "));
  private static final Pattern BEFORE_PLACE =
      Pattern.compile(
          "(?<![\\p{L}\\d'’-])(?i:camp|gate|fort|checkpoint|outpost|hill|ferme|porte|poste|pont|quai|carrefour|colline|butte|barrage|route) $");
  private static final Pattern CAMP =
      Pattern.compile("(?<![\\p{L}\\d'’-])(?i:camp|fort|posts?|outpost|postes?) $");
  private static final Tail GROUND =
      Tail.of("(?: (?:road|ranges?|market|airstrip|strip|quarry|valley))(?![\\p{L}\\d])");
  private static final Tail OF_HOW_MANY = // deux projecteurs sur six
      Tail.of(
          "(?i: (?:sur|out of) (?:les |the )?(?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt))(?![\\p{L}\\d])");
  private static final Tail AFTER_PLACE =
      Tail.of(
          "(?i: (?:camp|gate|hill|bridge|ridge|crossing|checkpoint|junction|wells?|ferry|harbour|north|south|east|west|nord|sud|est|ouest|prefecture|préfecture|governorate|province|county))(?![\\p{L}\\d])");
  private static final Pattern BEFORE_UNIT =
      Pattern.compile(
          "(?:[«“\"] ?(?i:les|le|la|the) |(?<![\\p{L}\\d-])(?i:compagnie|bataillon|section|contingent|escadron|brigade|régiment|peloton|groupement|détachement|upc|fpu|frr|qrf) )$");
  private static final Tail AFTER_UNIT =
      Tail.of(
          "(?i:[ -](?:company|battalion|platoon|contingent|squadron|brigade|regiment|detachment|level \\d|forward|rear|fpu|qrf|upc|frr|troop))(?![\\p{L}\\d])");
  private static final Set<String> WORDS_BEFORE_UNIT =
      Set.of(
          ("les le la the compagnie bataillon section contingent escadron brigade régiment peloton"
                  + " groupement détachement upc fpu frr qrf")
              .split(" "));
  private static final String SAID =
      "(?:"
          + EventPatterns.SAID
          + "|(?:ten|eleven|twelve|dix|onze|douze|\\d{5,7}|\\d{1,7}[A-Za-z])(?![\\p{L}\\d]))";
  private static final Tail REST_OF_NUMBER =
      Tail.of(
          "(?i:(?:,? (?:(?:and |et )?(?:then|puis|twice|deux fois|double|triple|treble)|and|et|dash|tiret|slash|barre|clé|ext(?:ension)?\\.?|poste)|[-/]){1,2}(?:[ -](?:double|triple|treble|extension|poste))?[ -]?"
              + SAID
              + "(?:,? (?:twice|deux fois))?){1,6}");
  private static final Tail PART_AFTER =
      Tail.of("(?i: (?:and a (?:half|quarter)|et (?:demie?|quart)))(?![\\p{L}\\d])");
  private static final Tail SUM_AFTER =
      Tail.of(
          "(?:,? (?:a|an|per|par|the) (?:day|hour|night|week|month|quarter|year|head|load|litre|trip|mois|jour|heure|nuit|tête|trimestre|an)|,? (?:le|la|l') ?(?:litre|mois|jour|nuit|heure|sac|bidon|plein|voyage|unité|pièce)|/(?:l|day|week|month|mois|jour|litre)|,? en coupures,? (?:en|in) (?:dollars|euros|francs|cash|espèces|liquide)| (?:flat|net|cash)| et (?:quelques|des poussières))(?![\\p{L}])");
  private static final Tail AFTER_CODE =
      Tail.of(
          "(?i: bis| ter|,? (?:édition|edition|issue|rev\\.?|version|p\\.) \\d{1,2}|,? ann?exe? (?:\\p{L}|\\d{1,2})|-\\p{Lu})(?![\\p{L}\\d])");
  private static final Pattern BEFORE_PHONE =
      Pattern.compile("(?i:(?<!\\p{L})(?:plus|ext\\.?|extension|poste) )$");
  private static final int BACK = 28;
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
          " sharp",
          " à peu près",
          " a peu pres",
          " précises",
          " or so",
          " or thereabouts",
          " or a bit after",
          " give or take");
  private static final List<String> THE =
      List.of("the ", "The ", "la ", "le ", "l'", "l’", "La ", "Le ", "L'", "L’");

  private BesideRule() {}

  /** The spans, each with what belongs to it. */
  static List<Span> with(String text, List<Span> found) {
    var wider = new ArrayList<Span>(found.size());
    for (Span span : found) {
      wider.add(span.stage().equals("sentence") ? span : wider(text, span));
    }
    return wider;
  }

  /** {@code on the 9th}, {@code le 3 mars}: what a date takes with it. */
  static Span withArticle(String text, Span found) {
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
    if (span.from() == 0 || text.charAt(span.from() - 1) != ' ') {
      return span; // every article ends with one
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
    span = after(text, span, AFTER_UNIT);
    Span unit = beforeUnit(text, span);
    boolean led = unit.from() < span.from();
    span = unit;
    if (!led && !Character.isUpperCase(text.charAt(span.from()))) {
      return span;
    }
    return led(text, after(text, before(text, span, CAMP, 9), GROUND));
  }

  /** With its article. */
  private static Span led(String text, Span span) {
    for (String the : THE) {
      int from = span.from() - the.length();
      if (from >= 0
          && text.startsWith(the, from)
          && (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))) {
        return span.at(from, span.to());
      }
    }
    return span;
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
      return before(text, after(text, span, REST_OF_NUMBER), BEFORE_PHONE, 12);
    }
    if (category == Category.FREQUENCY) {
      return after(text, span, PART_AFTER);
    }
    if (category == Category.PLATE || category == Category.GRID) {
      return after(text, span, REST_OF_NUMBER);
    }
    if (category == Category.UNIT) {
      return led(text, after(text, beforeUnit(text, span), AFTER_UNIT));
    }
    if (category == Category.WEAPONS) {
      return after(text, span, OF_HOW_MANY);
    }
    if (category == Category.PLACE) {
      return after(text, before(text, span, BEFORE_PLACE, 14), AFTER_PLACE);
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
      return code ? before(text, span, BEFORE_NUMBER, 6) : span;
    }
    boolean name = span.stage().equals("vocabulary") || category == Category.PERSON;
    if (category == Category.PERSON) {
      Matcher half = HALF_RANK.matcher(text).region(Math.max(0, span.from() - 3), span.from());
      if (half.useTransparentBounds(true).find()) {
        return span.at(half.start(), span.to());
      }
    }
    return name && Character.isLetter(first)
        ? withRank(
            text, mayFollowInitial(text, span.from()) ? before(text, span, INITIAL, 4) : span)
        : span;
  }

  /** With the rank or the word of kin before a name. */
  private static Span withRank(String text, Span span) {
    int end = span.from() - 1;
    if (end < 1 || text.charAt(end) != ' ') {
      return span;
    }
    boolean stop = text.charAt(end - 1) == '.';
    end -= stop ? 1 : 0;
    int from = end;
    while (from > 0 && end - from < BACK && isPartOfRank(text.charAt(from - 1))) {
      from--;
    }
    if (from == end) {
      return span;
    }
    String word = text.substring(from, end);
    boolean rank =
        stop
            ? Ranks.isShort(NormalText.fold(word))
            : Ranks.isRank(word) || KIN.contains(NormalText.fold(word));
    return rank ? span.at(from, span.to()) : span;
  }

  private static boolean isPartOfRank(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  /** The pattern is tried only where one of its words stands before. */
  private static Span beforeUnit(String text, Span span) {
    int end = span.from() - 1;
    if (end < 1 || text.charAt(end) != ' ') {
      return span;
    }
    int from = end;
    while (from > 0 && end - from < BACK && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    String word = text.substring(from, end).toLowerCase(Locale.ROOT);
    return WORDS_BEFORE_UNIT.contains(word) ? before(text, span, BEFORE_UNIT, BACK) : span;
  }

  /** Whether no more than one letter may stand before this place, with its stop and a space. */
  private static boolean mayFollowInitial(String text, int from) {
    int at = from - 1;
    at -= at >= 0 && text.charAt(at) == ' ' ? 1 : 0;
    at -= at >= 0 && text.charAt(at) == '.' ? 1 : 0;
    return at >= 0 && (at == 0 || !Character.isLetter(text.charAt(at - 1)));
  }

  private static Span after(String text, Span span, Tail tail) {
    if (!tail.outline().mayMatch(text, span.to(), text.length())) {
      return span;
    }
    Matcher matcher = tail.pattern().matcher(text).region(span.to(), text.length());
    return matcher.lookingAt() ? span.at(span.from(), matcher.end()) : span;
  }

  /** {@code most}: characters of the longest that can stand before. */
  private static Span before(String text, Span span, Pattern pattern, int most) {
    if (span.from() == 0 || " °.-".indexOf(text.charAt(span.from() - 1)) < 0) {
      return span;
    }
    int from = Math.max(0, span.from() - most);
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

  /** What may follow a span and go with it. */
  private record Tail(Pattern pattern, Outline outline) {

    static Tail of(String pattern) {
      Pattern compiled = Pattern.compile(pattern);
      return new Tail(compiled, new Outline(compiled));
    }
  }
}
