package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of dates and hours, in every notation that staff officers use. */
final class DatePatterns {

  private static final String MONTHS =
      "(?:jan(?:uary|vier|v)?|feb(?:ruary|uary)?|fév(?:rier|r)?|fev(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may"
          + "|mai|june?|juin|july?|juil(?:let)?|aug(?:ust)?|août|aout|sept?(?:ember|embre)?|oct(?:ober|obre)?"
          + "|nov(?:ember|embre)?|dec(?:ember)?|déc(?:embre)?|decembre)";
  private static final String MONTH_WORDS =
      "jan january janvier janv feb february febuary fev fevrier fevr mar march mars apr april avr avril may mai jun june juin jul july juil juillet"
          + " aug august aout sep sept september septembre oct october octobre nov november novembre dec december decembre";
  private static final String DAYS =
      "(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";
  private static final String DAY_WORDS =
      "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays"
          + " lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis dimanches";
  private static final String END = "(?![\\p{L}\\d])";
  private static final String ORDINALS =
      "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first";
  private static final String HOURS =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|\\d{1,2})";

  private DatePatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "hours-between",
                Category.DATETIME,
                "between from entre de",
                "(?i)(?:between|from|entre|de) (?:[01]?\\d|2[0-4])[:.h]?[0-5]\\d(?:h|hrs)? (?:and|to|et|à) (?:[01]?\\d|2[0-4])[:.h]?[0-5]\\d ?(?:h|hrs|hours|heures|Z|LT|local)?"
                    + END
                    + "|(?:entre|de) (?:[01]?\\d|2[0-4]) ?(?:h|heures?)(?: ?[0-5]\\d)? (?:et|à) (?:[01]?\\d|2[0-4]) ?(?:h|heures?)(?: ?[0-5]\\d)?"
                    + END)
            .before(FIGURE),
        Shape.of(
            "time-point",
            Category.DATETIME,
            FIGURE,
            "(?i)(?:[01]?\\d|2[0-3])\\.[0-5]\\d\\s?(?:hrs|hours|h|heures|local|Z)"
                + END
                + "|(?:[01]?\\d|2[0-3]) (?:in the (?:morning|afternoon|evening)|at night|heures)"
                + END),
        Shape.of(
            "week-of",
            Category.DATETIME,
            "first second third fourth last premiere deuxieme troisieme quatrieme derniere seconde",
            "(?i)(?:the )?(?:first|second|third|fourth|last) (?:week|weekend|half|days?|(?:"
                + DAYS
                + ")) of (?:"
                + MONTHS
                + "|(?:19|20)\\d{2}|the (?:month|year))(?: \\d{4})?"
                + END
                + "|(?:première|deuxième|troisième|quatrième|dernière|seconde) (?:semaine|quinzaine|moitié) (?:de |d')"
                + MONTHS
                + "(?: \\d{4})?"
                + END),
        Shape.of(
                "week-of-feast",
                Category.DATETIME,
                "in the la dans first second third fourth last premiere deuxieme troisieme derniere",
                "(?i)(?:in |the |in the )?(?:first|second|third|fourth|last) (?:week|Sunday|days?|half) (?:of|in) (?:Advent|Lent|Ramadan|Easter)"
                    + END
                    + "|(?:dans )?(?:la )?(?:première|deuxième|troisième|quatrième|dernière) (?:semaine|moitié) (?:de l'Avent|du Carême|du Ramadan|de Pâques)"
                    + END)
            .before("week sunday day days half semaine moitie"),
        Shape.of(
                "date-time-group",
                Category.DATETIME,
                FIGURE,
                "(?i)\\d{6}\\s?(?:[A-Z]|UTC|hrs|LT)?\\s?"
                    + MONTHS
                    + "\\s?\\d{2,4}"
                    + END
                    + "|\\d{6}\\s?[A-Z]"
                    + END)
            .before(MONTH_WORDS)
            .figures(6, 6),
        Shape.of("date-time-bare", Category.DATETIME, FIGURE, "\\d{6}\\s?[A-Z]" + END)
            .figures(6, 6),
        Shape.of(
                "date-words",
                Category.DATETIME,
                FIGURE,
                "(?i)\\d{1,2}(?:st|nd|rd|th|er)?(?:\\s?(?:[-/]|to|and|au|et)\\s?\\d{1,2}(?:st|nd|rd|th)?)?\\s?(?:of\\s+|de\\s+|-)?"
                    + MONTHS
                    + "\\.?(?:,?[\\s-]+\\d{2,4})?"
                    + END)
            .before(MONTH_WORDS),
        Shape.of(
                "date-american",
                Category.DATETIME,
                MONTH_WORDS,
                "(?i)"
                    + MONTHS
                    + "\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:\\s?-\\s?\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s+\\d{4})?"
                    + END)
            .before(FIGURE),
        Shape.of(
                "month-year",
                Category.DATETIME,
                MONTH_WORDS,
                "(?i)" + MONTHS + "\\.?,?\\s+(?:of\\s|de\\s)?'?(?:(?:19|20)\\d{2}|\\d{2})" + END)
            .before(FIGURE),
        Shape.of(
            "date-figures",
            Category.DATETIME,
            FIGURE,
            "(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}(?:-\\d{1,2})?[-/.]\\d{1,2}[-/.]\\d{2,4})(?:T\\d{2}:\\d{2}\\S*)?"
                + END),
        Shape.of(
                "day-point-month",
                Category.DATETIME,
                FIGURE,
                "(?<=(?i:on|of|dated|from|until|since|le|du|au|the) )(?:0?[1-9]|[12]\\d|3[01])\\.(?:0[1-9]|1[0-2])"
                    + END
                    + "(?!\\.\\d)")
            .figures(1, 2),
        Shape.of("day-month", Category.DATETIME, FIGURE, "\\d{1,2}/(?:0\\d|1[0-2])" + END)
            .figures(1, 2),
        Shape.of(
            "weekday",
            Category.DATETIME,
            DAY_WORDS,
            "(?i)(?<!\\b(?:each|every|every (?:second|other|third)|each (?:second|other|third)|chaque|tou[ts] les) )(?:"
                + "(?<!\\bune? )|(?!\\p{L}+ sur ))(?:"
                + DAYS
                + ")s?(?:\\s(?:morning|afternoon|evening|night|matin|soir|dernier|prochain))?"
                + END),
        Shape.of(
            "month",
            Category.DATETIME,
            "january february april june july august september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
            "(?:January|February|April|June|July|August|September|October|November|December|JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
                + "|(?i:janvier|février|fevrier|avril|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)|(?<=(?i:début|fin|mi-|mi|en|de|depuis|dès) ?)(?:mars|mai)|MARS(?= \\d)|MAI(?= \\d))"
                + END),
        Shape.of(
            "month-english",
            Category.DATETIME,
            "march may",
            "(?<=(?i:in|since|until|during|by|early|late|mid|mid-|last|next|of|from|to) ?)(?:March|May|MARCH(?<!(?i:of|to|from) MARCH))"
                + END),
        Shape.of(
            "time",
            Category.DATETIME,
            FIGURE,
            "(?i)(?:[01]?\\d|2[0-3])(?::[0-5]\\d(?::[0-5]\\d)?|\\s?h(?:\\s?[0-5]\\d)?)\\s?(?:hrs|hours|Z|UTC|LT|local|am|pm)?"
                + END
                + "|(?:0?\\d|1[0-2])(?:[.:][0-5]\\d)?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock|heures (?:du|de))"
                + END),
        Shape.of(
                "time-military",
                Category.DATETIME,
                FIGURE,
                "(?i)(?:[01]\\d|2[0-3])[0-5]\\d\\s?(?:hrs?|hours|h|[A-Z]|LT|local|UTC|heures)"
                    + END)
            .figures(4, 4),
        Shape.of(
                "time-words",
                Category.DATETIME,
                "half quarter midnight midi minuit noon five ten twenty one two three four six seven eight nine eleven twelve",
                "(?i)(?:half|quarter) (?:past|to) "
                    + HOURS
                    + END
                    + "|(?:five|ten|twenty|twenty-five)(?: minutes)? (?:to|past) "
                    + HOURS
                    + "(?=[.,;)]|$| in the | on )"
                    + "|"
                    + HOURS
                    + " in the (?:morning|afternoon|evening)"
                    + END
                    + "|(?:à )?(?:midi|minuit)(?: et demie?)?"
                    + END
                    + "|(?:noon|midnight)"
                    + END)
            .before("past to et midi minuit noon midnight morning afternoon evening"),
        Shape.of(
            "noon",
            Category.DATETIME,
            "noon midnight midi minuit",
            "(?i)\\p{L}+(?: et demie?)?" + END + "(?! (?:each|every|chaque|daily)(?!\\p{L}))"),
        Shape.of(
                "hour-words-french",
                Category.DATETIME,
                "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt dix",
                "(?i)(?:vingt(?:[- ](?:et[- ]une|deux|trois))?|dix[- ](?:sept|huit|neuf)|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize) heures? (?:trente|quinze|quarante(?:[- ]cinq)?|dix|vingt|cinq|et demie|et quart|moins (?:le quart|dix|vingt)|du matin|du soir|de l'après-midi|précises)"
                    + END)
            .before("heure heures"),
        Shape.of(
                "hour-words",
                Category.DATETIME,
                "one two three four five six seven eight nine ten eleven twelve",
                "(?i)"
                    + HOURS
                    + " (?:o'clock|thirty|fifteen|forty-five)(?! (?:minutes|seconds|metres|days))"
                    + END)
            .before("clock thirty fifteen forty morning afternoon evening"),
        Shape.of(
            "day-of-month",
            Category.DATETIME,
            FIGURE,
            "(?i)(?<=\\b(?:on the|the|until the|since the|by the) )\\d{1,2}(?:st|nd|rd|th)(?= |[.,;)]|$)(?! (?:battalion|bn|brigade|platoon|company|coy|regiment|section|day|time|attempt|week|level|round|item|question|place))"
                + "|(?<=\\b(?:le|du|au) )\\d{1,2}(?=[.,;)]|$| (?:au|et|à|dernier|courant))"),
        Shape.of(
                "date-in-words",
                Category.DATETIME,
                ORDINALS.replace('|', ' ').replace('-', ' ')
                    + " premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix vingt trente",
                "(?i)(?:the )?(?:"
                    + ORDINALS
                    + ")(?: of|,)? "
                    + MONTHS
                    + "(?:,? \\d{4})?"
                    + END
                    + "|(?:the )?(?:"
                    + ORDINALS
                    + ")(?: of the)? (?:inst(?:ant)?|ult(?:imo)?|prox(?:imo)?)\\.?"
                    + END
                    + "|(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente) (?:du )?courant"
                    + END
                    + "|(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt(?:[- ](?:et[- ]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[- ]et[- ]un)?) "
                    + MONTHS
                    + "(?: \\d{4})?"
                    + END)
            .before(MONTH_WORDS + " inst instant ult ultimo prox proximo courant"),
        Shape.of(
                "ago",
                Category.DATETIME,
                FIGURE + " a one two three four five six seven eight nine ten several some few il",
                "(?i)(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|few)(?: and a half)? (?:days?|nights?|weeks?|months?|years?|hours?|fortnights?) (?:ago|before the visit|before our visit|earlier)"
                    + END
                    + "|il y a (?:\\p{L}+|\\d+) (?:jours?|nuits?|semaines?|mois|ans?|heures?)"
                    + END)
            .before(
                "day days night nights week weeks month months year years hour hours fortnight fortnights jour jours nuit nuits semaine semaines mois an ans heure heures"),
        Shape.of(
                "hours-spelt",
                Category.DATETIME,
                "zero oh one eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty zero",
                "(?i)(?:zero|oh|one|twenty)[- ](?:zero |oh |one |two |three |four |five |six |seven |eight |nine )+(?:hundred|thirty|fifteen|forty[- ]five|zero zero)(?: hours| hrs)?"
                    + END
                    + "|(?:eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty) hundred (?:hours|hrs)"
                    + END)
            .before("hundred thirty fifteen forty zero"),
        Shape.of(
            "feast",
            Category.DATETIME,
            "christmas easter ramadan eid tabaski new independence noel paques =aïd pentecost pentecote ascension toussaint diwali good palm nouvel jour",
            "(?:Christmas|Easter|Ramadan|Eid|Tabaski|Noël|Noel|Pâques|Aïd|Pentecost|Pentecôte|Toussaint|Ascension|Diwali)(?:[ -](?:Day|Eve|Monday|Sunday|el-Fitr|al-Fitr|el-Kebir|al-Adha|el-Adha))?"
                + END
                + "|New Year(?:'s)?(?: Day| Eve)?"
                + END
                + "|Independence Day|Good Friday|Palm Sunday|(?:N|n)ouvel (?:A|a)n|(?:J|j)our de l'(?:A|a)n|(?:le )?(?:J|j)our de l'(?:I|i)ndépendance"),
        Shape.of(
                "week-number",
                Category.DATETIME,
                "week weeks wk semaine semaines quarter q t trimestre day jour d j h",
                "(?i)(?:weeks?|wk|semaines?) (?:no\\.? ?|n° ?)?\\d{1,2}"
                    + END
                    + "|Q[1-4](?:[ /-]?(?:20)?\\d{2})?"
                    + END
                    + "|T[1-4][ /-](?:20)?\\d{2}"
                    + END
                    + "|[DHJ][+-]\\d{1,3}"
                    + END)
            .before(FIGURE),
        Shape.of(
                "part-of-year",
                Category.DATETIME,
                "early late mid spring summer autumn winter begin beginning end debut fin mi printemps ete automne hiver first second third fourth",
                "(?i)(?:early|late|mid|the end of|end of|beginning of|début|fin|mi)[- ](?:in )?(?:"
                    + MONTHS
                    + "|(?:19|20)\\d{2})"
                    + END
                    + "|(?:spring|summer|autumn|winter|printemps|été|automne|hiver) (?:of |de )?(?:19|20)\\d{2}"
                    + END
                    + "|(?:first|second|third|fourth) quarter of (?:19|20)\\d{2}"
                    + END)
            .before(MONTH_WORDS + " 0"),
        Shape.of(
            "relative-day",
            Category.DATETIME,
            "last next yesterday hier avant apres",
            "(?i)(?:last|next) (?:"
                + DAYS
                + "|night|week|month|year|quarter)"
                + END
                + "|yesterday"
                + END
                + "|hier(?: soir)?"
                + END
                + "|avant-hier|après-demain"),
        Shape.of(
                "year",
                Category.DATETIME,
                FIGURE,
                "(?:19|20)\\d{2}(?:\\s?[-/]\\s?(?:\\d{4}|\\d{2}|[A-DTQ]\\d?))?" + END)
            .figures(4, 4));
  }
}
