package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of times told by what happened then, and of sums and addresses said in words. */
final class EventPatterns {

  private static final String END = "(?![\\p{L}\\d])";
  private static final List<String> ADVICE =
      List.of(
          "should",
          "must",
          "ought",
          "need",
          "needs",
          "always",
          "to be",
          "every",
          "each",
          "faut",
          "doit",
          "doivent",
          "devraient",
          "chaque");
  private static final int ADVISED = 60; // characters after such a word
  private static final String REST =
      "[^.,;:!?()\\n]{2,48}?(?=[.,;:!?()\\n]|$| (?:and|but|they|we|he|she|it|then|et|mais|ils|elles|nous|on|STOP) )";
  private static final String ORDER =
      "(?:first|second|third|last|next|1st|2nd|3rd|premier|première|second|seconde|dernier|dernière|1er|1ère|2e)";
  private static final String TIME =
      "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|days?|nights?|weeks?|weekend|months?|mornings?|evenings?|afternoons?|years?|hours?|eve|spring|summer|autumn|winter";
  private static final String TEMPS =
      "lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|jours?|nuits?|semaines?|mois|matins?|soirs?|soirée|années?|ans?|heures?|week-end|printemps|été|automne|hiver";
  private static final String TIME_WORDS =
      "monday tuesday wednesday thursday friday saturday sunday day night week weekend month morning evening afternoon year";
  private static final String TIMES_SOON =
      TIME_WORDS + " days nights weeks months hours hour years";
  private static final String TEMPS_WORDS =
      "lundi mardi mercredi jeudi vendredi samedi dimanche jour nuit semaine mois matin soir soiree annee an heure";
  private static final String TEMPS_SOON =
      TEMPS_WORDS + " lundis jours nuits semaines heures ans annees";
  private static final String NUMBERS =
      " a one two three four five six seven eight nine ten eleven twelve several some few un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt quelques";
  private static final String NUMBER =
      "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|a few|an? couple of|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|quelques)";

  /** A number as it is said, or a short one in figures. */
  static final String SAID =
      "(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|zéro|unité|un|deux|trois|quatre|cinq|six|sept|huit|neuf|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|quatre-vingts?)(?:[- ](?:et[- ])?(?:one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize))?|\\d{1,4})(?![\\p{L}\\d])";

  private static final Pattern TIMES =
      Pattern.compile("\\b(?:times?|fois) ", Pattern.CASE_INSENSITIVE);
  private static final Pattern LED =
      Pattern.compile("ext|plus|poste|number|double|triple|treble", Pattern.CASE_INSENSITIVE);
  private static final Pattern BETWEEN = Pattern.compile("[\\s,/-]+");

  private EventPatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "time-of-event",
                Category.DATETIME,
                "the on in " + TIME_WORDS,
                "(?i)(?:in|on) the (?:night|day|week|morning|evening|afternoon) (?:when|that|on which) (?:the |our )?\\p{L}+ (?:has|have|had|was|were) \\p{L}+"
                    + END
                    + "|(?<!\\b(?:during|by|all|in|at|into|through|throughout|for) )(?:on )?(?:the )?(?:very )?(?:night|day|week|morning|evening|afternoon|month|year|weekend) (?:that |when |on which )?(?:the|our|their|his|her|my|they|we|he|she)\\b (?!only|best|first|last|same|most)\\p{L}+ (?!and\\b|or\\b|of\\b|is\\b|are\\b|was\\b|were\\b|has\\b|had\\b|in\\b|on\\b|to\\b|at\\b)\\p{L}+(?: (?:back|down|up|out|off|away|in|open|over|home|dry|again))?"
                    + END)
            .before(TIME_WORDS),
        Shape.checked(
                "time-beside-event",
                Category.DATETIME,
                "the on first second third last next " + TIME_WORDS + NUMBERS + " " + FIGURE,
                "(?i)(?:on )?(?:the )?(?:(?:very )?"
                    + ORDER
                    + " (?:\\p{L}+ )?|"
                    + NUMBER
                    + " )?(?:"
                    + TIME
                    + ") (?=after|before|following|preceding)"
                    + "()(?:(?:after|before|following|preceding)(?=[.,;)\\n]|$)|(?:after|before|following|preceding) (?!dark|dawn|dusk|day\\b|light|duty|use|each|every|an?y?\\b|leaving|going)(?:the |our |their |its |his |her |my |last |that |this |they |we |he |she )?"
                    + REST
                    + ")",
                EventPatterns::isNoAdvice)
            .before("after before following preceding"),
        Shape.of(
                "time-of-day-of",
                Category.DATETIME,
                "the on",
                "(?i)(?:on )?the (?:eve|day|night|week|feast|anniversary|morrow|morning|evening|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day) of (?:the )?+(?!rest\\b|operations?|exercises?|training|duty)"
                    + REST)
            .before(
                "eve day night week feast anniversary morrow morning evening month monday tuesday wednesday thursday friday saturday sunday"),
        Shape.of(
                "nights-of",
                Category.DATETIME,
                "the on nights days weeks",
                "(?i)(?:on )?(?:the )?(?:nights?|days?|weeks?) of \\d{1,2}(?:[/-]\\d{1,2})?(?:(?:,| and|,? to| &) \\d{1,2}(?:[/-]\\d{1,2})?){0,30}"
                    + END)
            .before("nights days weeks night day week"),
        Shape.of(
                "nth-day-of",
                Category.DATETIME,
                "the on last",
                "(?i)(?:(?:on )?the |(?=last week of ))(?:very )?"
                    + ORDER
                    + " (?:day|night|week|evening|morning|sunday|monday|tuesday|wednesday|thursday|friday|saturday) of (?:the |our |their )?+(?!course|exercise|training|lesson|teaching|visit|inspection|package|rotation|week\\b)"
                    + REST)
            .before(
                "day night week evening morning sunday monday tuesday wednesday thursday friday saturday"),
        Shape.of(
            "kilometre-point",
            Category.PLACE,
            "pk",
            "(?i)pk[ -]?(?:\\d{1,3}(?:[.,+]\\d{1,3})?|(?:dix|vingt|trente|quarante|cinquante|soixante|un|deux|trois|quatre|cinq|six|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize|cent)(?:[- ](?:et |dix-)?(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix))?)"
                + END),
        Shape.of(
            "radial",
            Category.GRID,
            "radial",
            "(?i)radial \\d{3}(?: ?/ ?\\d{1,3}(?: ?(?:nautiques?|nm|miles?|milles?))?)?" + END),
        Shape.of(
                "moon",
                Category.DATETIME,
                "the at by until before after last next full new la a avant apres prochaine derniere pleine nouvelle",
                "(?i)(?:(?:at|by|until|before|after|à|avant|après) )?(?:the |la )?(?:(?:next|last|prochaine|dernière) )?(?:full moon|new moon|pleine lune|nouvelle lune)"
                    + END)
            .before("moon lune"),
        Shape.of(
                "until-they-come",
                Category.DATETIME,
                "until till before after when once",
                "(?i)(?:until|till|before|after|when|once) (?:(?:the|our|their) )?(?:(?:new|next|incoming|relief|advance|main) (?:team|party|contingent|rotation|unit|company|battalion|body|commander)|fleet|herds?|cattle|flocks|nomads|barge|ship|schools?|rains?|river|harvest) (?:lands?|leaves?|arrives?|sails?|comes?|goes|returns?|rises|falls|opens?|breaks?|is|are|was|were|has|have|landed|left|arrived|sailed|came|went|returned|rose|fell|opened|broke)(?: (?:in|sold|home|back|up|down|out|over|gone))?"
                    + END)
            .before(
                "team party contingent rotation unit company battalion body commander fleet herd herds cattle flocks nomads barge ship school schools rain rains river harvest"),
        Shape.of(
                "day-of-event",
                Category.DATETIME,
                "pay embarkation disembarkation medal medals polling election rotation departure jour journee month",
                "(?i)(?:pay|embarkation|disembarkation|medals?|polling|election|rotation|departure) day"
                    + END
                    + "|(?:jour|journée) anniversaire (?:de |du |des )(?:la |l'|l’)?\\p{L}+"
                    + END
                    + "|month[ -]end"
                    + END)
            .before("day anniversaire end"),
        Shape.of(
                "beside-prayers",
                Category.DATETIME,
                "before after at between avant apres entre",
                "(?i)(?:(?:before|after|at|between) (?:the )?(?:\\p{L}+ )?prayers?|(?:avant|après|apres|entre) (?:la |les |deux )?prières?(?: d(?:e l'|e la |e |u |es )?\\p{L}+(?:-midi)?)?)"
                    + END)
            .before("prayers prayer priere prieres"),
        Shape.of(
                "day-of-in-month",
                Category.DATETIME,
                "the on",
                "(?i)(?:on )?the (?:(?:eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)th|(?:twent|thirt)ieth|(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))(?=[.,;:)\\n]|$| (?:of|and|to|at|tomorrow|inst|until|we|they|the|it)\\b)")
            .before(
                "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth first second third fourth fifth sixth seventh eighth ninth twenty thirty"),
        Shape.of(
                "time-of-day-of",
                Category.DATETIME,
                "la le au du nuit soir semaine veille lendemain",
                "(?i)(?:(?:la|le|au|du) |(?<=[,;:.(] ))(?:nuit|jour|matin|soir|semaine|veille|lendemain|mois) (?:de la |de l'|du |des |d'une? )(?!garde|ronde|relève|releve|patrouille|exercice|stage|travail|repos|départ|depart|entraînement|instruction|cours|formation|visite|inspection|service|évaluation|evaluation|contrôle|controle|tir|manœuvre|manoeuvre|mission|poste|camp|convoi|opération|leçon|examen|test|scrutin|an\\b)\\p{L}+(?: (?:du|de la|de l'|des) ?\\p{L}+)?"
                    + END)
            .before("nuit jour matin soir semaine veille lendemain mois"),
        Shape.of(
                "hour-of",
                Category.DATETIME,
                "a",
                "(?i)[àa] l'heure des (?!repas|patrouilles|relèves|rondes|contrôles|rapports|cours|liaisons)\\p{L}+"
                    + END)
            .before("heure"),
        Shape.of(
                "first-days-of",
                Category.DATETIME,
                "aux les",
                "(?i)(?:aux|les) (?:tout )?(?:premiers?|derniers?|premières?|dernières?) (?:jours?|nuits?|semaines?) (?>d'|de la |de l'|du |des |de )(?!stage|formation|cours|exercice|instruction|mission|relève|déploiement)\\p{L}+"
                    + END)
            .before("jours nuits semaines jour nuit semaine"),
        Shape.of(
                "last-quarter",
                Category.DATETIME,
                "au le ce du",
                "(?i)(?:au|le|ce|du) (?:mois|trimestre|semestre|printemps|ramadan) (?:dernier|passé|écoulé|prochain)"
                    + END)
            .before("dernier passe ecoule prochain"),
        Shape.of(
                "from-to-day",
                Category.DATETIME,
                "from between du entre the nuit nuits journee",
                "(?i)(?:from|between) the \\d{1,2}(?:st|nd|rd|th)? (?:to|and|until) (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: (?:inst|ult|prox)\\.?)?"
                    + END
                    + "|(?:(?:nuits?|journée) )?(?:du|entre le) \\d{1,2}(?:er)? (?:au|et le) \\d{1,2}(?: (?:courant|du mois))?"
                    + END)
            .before(FIGURE),
        Shape.of(
                "time-of-event",
                Category.DATETIME,
                "le la l les un une au " + TEMPS_WORDS,
                "(?i)(?:(?:depuis|dès|pour|avant|après) )?(?:le |la |l'|les |au |un |une )?(?:premier |première |dernier |dernière |même |1er |"
                    + ORDER
                    + " )?(?:"
                    + TEMPS
                    + ")(?: \\p{L}+)?,? (?:où|ou (?=la|le|les|l'|on|il|elle|nous)|quand|que) (?:la |le |les |l'|on |il |elle |ils |nous |notre )"
                    + REST)
            .before("ou quand que"),
        Shape.checked(
                "time-beside-event",
                Category.DATETIME,
                "le la l les au " + TEMPS_WORDS + NUMBERS + " " + FIGURE,
                "(?i)(?:le |la |l'|les |au )?(?:"
                    + ORDER
                    + " |"
                    + NUMBER
                    + " )?(?:"
                    + TEMPS
                    + ") (?=d'|avant|apr|suivant|pr)"
                    + "()(?:d')?(?:avant|après|apres|suivant|précédant|precedant)(?! (?:usage|chaque|tout|toute|le départ|son|sa|emploi|midi))(?: (?:la |le |les |l'|notre |leur |son |sa )?"
                    + REST
                    + "|(?=[.,;)\\n]|$))",
                EventPatterns::isNoAdvice)
            .before("avant apres suivant precedant"),
        Shape.of(
                "time-beside-event",
                Category.DATETIME,
                "la le l veille avant lendemain surlendemain au",
                "(?i)(?:la |le |l'|au )?(?:avant-veille|veille|surlendemain|lendemain) (?:du |des |de la |de l'|de |d'une? )"
                    + REST)
            .before("veille lendemain surlendemain"));
  }

  /** Addresses of mail as they are said, sums that a way of paying ends, and phones said. */
  static List<Shape> said() {
    return List.of(
        Shape.of(
                "day-part-told",
                Category.DATETIME,
                "le du au the " + FIGURE,
                "(?i)(?:le |du |au )\\d{1,2}(?:er)?(?: au (?:soir|matin)| dans la (?:nuit|matinée|soirée)| à l'aube| en soirée)"
                    + END
                    + "|(?:le |du |au |the )?[1-4](?:er|e|ème|st|nd|rd|th) (?:trim(?:estre)?|semestre|quarter|qtr)"
                    + END
                    + "|(?:à |a |vers )?\\d{1,2} ?h(?:eures?)? moins (?:le quart|\\d{1,2}|\\p{L}+)"
                    + END)
            .before(
                "soir matin nuit aube moins soiree matinee trim trimestre semestre quarter qtr"),
        Shape.of(
                "frequency-told",
                Category.FREQUENCY,
                FIGURE,
                "(?i)\\d{2,3} (?:décimale?|decimal|virgule|point|dot) \\p{Alnum}{1,4}"
                    + END
                    + "|\\d{2,3} (?:tout rond|tout juste|dead)"
                    + END)
            .before("decimal decimale virgule point dot tout dead"),
        Shape.of(
                "money-told",
                Category.REFERENCE,
                FIGURE
                    + " a one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety",
                "(?i)(?:[$€£] ?)?(?:\\d[\\d,. ]{0,40}\\d|\\d|an? hundred|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\\p{L}+){0,5}?)[ ]?(?:[kKmM]\\b)?[ ]?(?:[$€£]|(?:de |d')?(?:dollars?|euros?|francs?|USD|EUR|pounds?|shillings?|CFA|FCFA))?(?:,? in (?:dollars|euros|francs|cash|\\p{L}+s)(?=[.,;)\\n]|$)|,? en (?:dollars|euros|francs|espèces|liquide)| (?:an? |per |the )(?:day|hour|night|week|month|head|load|litre|bag|sack|box|drum|quarter|trip)(?=[.,;)\\n]|$)| (?:flat|cash|net|all in|each way|par mois|par jour|l'heure|la nuit|la journée)(?=[.,;)\\n]|$)| et (?:quelques|des poussières|plus)(?:,? en (?:dollars|euros|francs))?| (?:and )?(?:change|odd)(?=[.,;)\\n]|$))",
                match -> !TIMES.matcher(match.group()).find())
            .before(
                "in en day hour night week month head load litre bag sack box drum quarter trip flat cash net way mois jour heure nuit journee quelques poussieres plus change odd"),
        Shape.of(
                "phone-said-in-words",
                Category.PHONE,
                "ext extension plus number numero poste triple double treble "
                    + FIGURE
                    + " one two three four five six seven eight nine zero oh un deux trois quatre cinq sept huit neuf septante huitante octante nonante",
                "(?i)(?:(?:ext(?:ension)?\\.?|poste|number|plus)[ :]{1,2})?(?:plus )?(?:(?:double|triple|treble)[ -])?"
                    + SAID
                    + "(?:(?:[-/]|,? |, (?:then|puis) | (?:then|puis) )(?:(?:double|triple|treble)[ -])?"
                    + SAID
                    + "){2,11}"
                    + END
                    + "(?: \\p{Lu}\\b)?",
                EventPatterns::isPhone)
            .before(
                "one two three four five six seven eight nine zero oh nought un deux trois quatre cinq sept huit neuf double triple treble unite septante huitante octante nonante "
                    + FIGURE));
  }

  /** Whether nothing in the clause, before the empty group, says what should be done. */
  private static boolean isNoAdvice(MatchResult match, String text) {
    int end = match.start(1);
    for (int at = end; at > 0 && end - at <= ADVISED; at--) {
      char before = text.charAt(at - 1);
      if (Character.isLetter(before)) {
        if ((at == text.length() || !isOfWord(text.charAt(at))) && endsWithAdvice(text, at)) {
          return false;
        }
      } else if (".;:".indexOf(before) >= 0) {
        return true;
      }
    }
    return true;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean endsWithAdvice(String text, int end) {
    for (String word : ADVICE) {
      if (text.regionMatches(true, end - word.length(), word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPhone(MatchResult match) {
    String said = match.group();
    boolean led = LED.matcher(said).lookingAt();
    long commas = said.chars().filter(c -> c == ',' || c == '/').count();
    int words = BETWEEN.split(said).length;
    return words >= 4
        && (led || said.contains("-") && words >= 5 || words >= 7)
        && (commas < words - 1 || led);
  }
}
