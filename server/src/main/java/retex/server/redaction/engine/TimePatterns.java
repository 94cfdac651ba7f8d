package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of times told by a feast, a weekday or an event, with what joins them to a date. */
final class TimePatterns {

  private static final String END = "(?![\\p{L}\\d])";
  private static final String FEAST =
      "(?:(?:the )?(?:Christmas|Easter|Ramadan|Eid|Tabaski|Michaelmas|Candlemas|Epiphany|Advent|Lent|Whitsun|Corpus Christi|Pentecost|Diwali|Mawlid|Ashura|Ascension|Martinmas|Lammas|Hallowe'en|Thanksgiving|Bank Holiday)(?: (?:Day|Eve|Night|morning))?"
          + "|(?:Ash|Shrove|Maundy|Good|Low|Palm|Whit|Holy|Easter|Ascension|Boxing|Independence|Labour|Remembrance|National|Armistice|Constitution|Liberation|Republic|Youth) (?:Day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?: eve)?"
          + "|(?:St|Saint)\\.? ?\\p{Lu}\\p{L}+(?:'s?)(?: (?i:day|eve|night))?(?= column|[\\s.,;:)]|$)"
          + "|\\p{Lu}\\p{L}+'s (?:Day|Eve|Night|birthday)(?: eve)?|All (?:Saints|Souls)'?(?: Day)?"
          + "|(?i:feast of (?:the )?)\\p{Lu}\\p{L}+|(?:Ides|IDES) (?:of|OF) (?:March|MARCH)|New Year(?:'s)?(?: Day| Eve)?|Harvest Moon|Glorious Twelfth|(?i:independ[ae]nce day)|(?i:shortest|longest) day"
          + "|Noël|Pâques|(?i:ramadan|toussaint|tabaski|aïd(?:[- ]el[- ]\\p{L}+)?|chandeleur|hivernage|carême|chaabane|korité|mouloud|maouloud|achoura|pentecôte|ascension|assomption|épiphanie|fête[- ]dieu|semaine sainte|fête nationale|fête de l'indépendance|jour des morts|journée des femmes|(?:jeudi|mardi) gras|rameaux)"
          + "|[Ss]ainte?-\\p{L}+|(?i:rentrée des classes|grandes eaux|moissons|élections|première pluie|saison des pluies|saison sèche))";
  private static final String DAY =
      "(?:(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|thurs?|tues?|lun|(?:mer|jeu)(?=\\.| \\d)|vendr?|sam|dim)\\.?)"
          + END;
  private static final String MONTH =
      "(?i:jan(?:uary|vier|v)?|feb(?:ruary)?|février|fév|mar(?:ch|s)|apr(?:il)?|avril|mai|june?|juin|july?|juillet|aug(?:ust)?|août|aout|sept(?:ember|embre|\\.)|(?-i:Sept)|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember)?|déc(?:embre)?)\\.?"
          + END
          + "(?: (?:19|20)?\\d{2}"
          + END
          + ")?";
  private static final String COUNTED =
      "(?:[DHJEG](?:-Day)?(?: ?[+-] ?| (?:plus|minus|moins) )(?:\\d{1,3}|one|two|three|four|five|un|deux|trois|quatre|cinq)|(?:BMNT|EENT|BMCT|EECT)(?: ?[+-] ?\\d{1,3})?)"
          + END;
  private static final String NTH =
      "\\d{1,2}(?:st|nd|rd|th|er)" + END + "(?! \\p{L}+(?<! (?:and|inst|ult|to|at|about|du)))";
  private static final String CLOCK =
      "(?i:\\d{1,2}[:.h]\\d{2}(?:-\\d{1,2}[:.h]\\d{2})?|\\d{4}(?:-\\d{4})?[A-Z]?|\\d{1,2} ?(?:h|am|pm|hrs)(?: du (?:mat(?:in)?|soir))?)"
          + END;
  private static final String STRONG =
      "(?:(?!\\d)(?:" + FEAST + "|" + COUNTED + "|" + DAY + "|" + MONTH + ")|" + NTH + ")";
  private static final String SEASON =
      "(?i:spring|summer|autumn|winter|(?:long |short )?rains|dry season|harvest|printemps|été|automne|hiver)";
  private static final String WEAK =
      "(?:(?:(?!\\d)(?:(?i:wk|debut|noon|midnight|dawn|dusk|sunset|sunrise|moonset|moonrise|first light|last light|mornings?|afternoons?|evenings?|nights?|eve|octave|vigil|fortnight|days?|weeks?|hours?|months?|year|zulu|local|sharp|proper|but one|before|after|included|following|inst|ult|pm|am"
          + "|midi|minuit|aube|matin|soir|nuit|veille|lendemain|sur-?lendemain|brune|jours?|semaines?|mois|fin|début|mi|dernier|prochain|écoulé|passé|suivant|dernière|année|dix|vingt|quinze|une|deux|trois|two|three|four|last|next|first|second|third|coming|every other|previous|this)"
          + "|"
          + SEASON
          + ")|'\\d{2}|(?:19|20)\\d{2}|\\d{1,2})"
          + END
          + "|"
          + CLOCK
          + ")\\.?";
  private static final String GLUE =
      "(?:[\\s,-]{1,2}(?i:of|on|in|from|to|till|until|and|or|through|between|about|at|around|the|a|an|from|de|du|des|la|le|les|au|aux|à|avant|après|vers|et|en|entre|moins|d'ici|ce|sinon|pour|c|ca)\\.?){0,3}(?:[\\s,-]{1,2}|\\s?(?:[dl]')){1,2}(?:[dl]'){0,2}";
  private static final String LEAD =
      "(?:(?i:avant|après|apres|vers|depuis|dès|before|after|until|till|since|(?:à |a )?partir|(?:à |a )?compter|jusqu') ?)?(?:(?i:between|from|aux? alentours de|d'ici|dans|entre|pour|au|aux|du|à|le|la|les|l'|every other|coming|this|last|next|late|early|mid)[ -]?(?:the |la |le |les |l'|dernier )?)?";
  private static final String LEAD_WORDS =
      " avant apres vers depuis des before after until till since partir compter jusqu du between from au aux a le la les l d dans entre pour every coming this last next late early mid";
  private static final String STRONG_WORDS =
      "christmas easter ramadan eid tabaski michaelmas candlemas epiphany advent lent whitsun corpus pentecost diwali mawlid ashura ascension ash shrove maundy good low palm whit holy boxing independence independance labour remembrance national armistice women's women queen king mothers st saint sainte all feast ides new harvest glorious shortest longest noel paques toussaint =aïd chandeleur hivernage careme chaabane korite mouloud maouloud achoura pentecote assomption epiphanie fete semaine jour journee jeudi mardi rameaux rentree grandes moissons elections premiere saison"
          + " monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun lundi mercredi vendredi samedi dimanche lun mer jeu ven vend vendr sam dim"
          + " jan january janvier feb february fevrier mar march mars apr april avril mai june juin july juillet aug august aout sept september septembre oct october octobre nov november novembre dec december decembre"
          + " d h j e g bmnt eent";
  private static final String WEAK_WORDS =
      " noon midnight dawn dusk sunset sunrise moonset first last morning afternoon evening night eve octave vigil fortnight day week two three four next coming midi minuit aube matin soir nuit veille lendemain surlendemain sur semaine jour fin debut mi spring summer autumn winter rains printemps ete automne hiver a";

  private static final String AFTER_WORDS =
      " following next last inst ult prochain dernier passe ecoule suivant ";

  private TimePatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "event-time",
                Category.DATETIME,
                STRONG_WORDS + WEAK_WORDS + LEAD_WORDS + " " + FIGURE,
                "(?<!(?i:tou[ts]) )"
                    + LEAD
                    + "(?:(?:"
                    + WEAK
                    + GLUE
                    + "){0,4}?)"
                    + STRONG
                    + "(?:"
                    + GLUE
                    + "(?:"
                    + STRONG
                    + "|"
                    + WEAK
                    + ")){0,6}")
            .before(STRONG_WORDS + AFTER_WORDS + FIGURE)
            .figures(1, 4),
        Shape.of(
            "event-day",
            Category.DATETIME,
            STRONG_WORDS,
            "(?:" + FEAST + "|" + COUNTED + ")" + END),
        Shape.of(
            "season",
            Category.DATETIME,
            "spring summer autumn winter long short rains harvest moonset printemps ete automne hiver",
            "(?<=(?i:since (?:the )?|depuis (?:le |l')?|last |autumn of |(?:été|hiver) ))"
                + SEASON
                + "(?: of (?:last year|'\\d{2}))?"
                + END
                + "|(?i:spring|summer|autumn|winter|rains) of (?:last year|'?\\d{2}(?:\\d{2})?)"
                + END),
        Shape.of(
            "ordinal-day",
            Category.DATETIME,
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth twentieth last sunset sunrise dawn dusk noon midnight",
            "(?i)(?:first light|last light|sunset|sunrise|dawn|dusk|noon|midnight) on the \\p{L}+th"
                + END
                + "|(?<=(?:on|from|until|since|by) the )(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\p{L}+teenth|twentieth)(?=[.,;]| onwards)"),
        Shape.of(
            "roman-month",
            Category.DATETIME,
            FIGURE,
            "\\d{1,2}[-./ ](?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})\\.?"
                + END
                + "|(?:1[3-9]|2\\d|3[01])/[1-9]"
                + END
                + "|(?i:\\d{1,2} (?:to|and|au|et) \\d{1,2} (?:of the month|du mois(?: (?:écoulé|dernier|prochain))?)|1er du mois(?: prochain| dernier)?)"),
        Shape.of(
                "hour-told",
                Category.DATETIME,
                "half midi minuit sept huit neuf dix six cinq quatre trois deux une onze five two three four one seven eight nine ten eleven twelve "
                    + FIGURE,
                "(?i)half[- ](?:past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
                    + END
                    + "|(?:midi|minuit) (?:moins|et) (?:une|cinq|dix|vingt|quart|le quart)"
                    + END
                    + "|(?:\\p{L}+|\\d{1,2}) ?h(?:eures?)? (?:tapantes?|pile|sonnantes|et des poussières|et qqch)"
                    + END
                    + "|(?:five|ten|twenty) (?:to|past) \\p{L}+ in the (?:morning|evening|afternoon)"
                    + END)
            .before(
                "one two three four five six seven eight nine ten eleven twelve moins et tapantes pile sonnantes heures heure h in"));
  }
}
