package retex.server.redaction.engine;

import java.util.List;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of units by their order, of none that works, of places cried and of times by signs. */
final class PartPatterns {

  private static final String END = "(?![\\p{L}\\d])";
  private static final String ORDER =
      "(?:first|second|third|fourth|fifth|sixth|première|premier|deuxième|seconde?|troisième|quatrième|cinquième|sixième)";
  private static final String ORDER_WORDS =
      "first second third fourth fifth sixth premiere premier deuxieme second seconde troisieme quatrieme cinquieme sixieme";
  private static final String UNITS =
      "(?:company|battalion|squadron|battery|brigade|compagnie|bataillon|escadron|batterie)";
  private static final String UNIT_WORDS =
      "company battalion squadron battery brigade compagnie bataillon escadron batterie";
  private static final String GROUND =
      "(?:TRACK|FARM|HILLS?|FORD|CROSS|CROSSING|BRIDGE|MILLS?|MARKET|POINT|RIDGE|WELLS?|LANDING|SPRINGS?|ROCKS?|VALLEY|FORK|CREEK|LAKE|ISLAND|GROVE|QUARRY|PASS|BEND|JUNCTION|HEIGHTS|WOODS?|HARBOUR|HOUSE)";
  private static final String GROUND_WORDS =
      "track farm hill hills ford cross crossing bridge mill mills market point ridge well wells landing spring springs rock rocks valley fork creek lake island grove quarry pass bend junction heights wood woods harbour house";
  private static final String HAPPENED =
      "(?:pay parade|medal parade|pay day|feast|(?:(?:spring|summer|autumn|winter|big|long|short|heavy) )?(?:floods|flood|rains)|storm|elections?|coup(?<!après coup)(?<!apres coup)|ceasefire|riots?|census|referendum|earthquake|harvest|monsoon|sowing|eclipse|cup final|funeral|change of command|solde|fête|crue|élections|changement de (?:chef|commandement)|cessez-le-feu|émeutes?|récoltes?|moissons?|orage|inondations?|tempête|séisme|recensement|référendum|obsèques|(?:(?:premières|grandes|petites|dernières|prochaines|fortes) )?pluies|mousson|semailles|éclipse)";
  private static final String HAPPENED_WORDS =
      "pay medal feast flood floods storm election elections coup ceasefire riot riots census referendum earthquake harvest funeral change solde fete crue changement cessez emeute emeutes recolte recoltes moisson moissons orage inondation inondations tempete seisme recensement obseques rains monsoon sowing eclipse cup pluies mousson semailles 0 cock cocks cockcrow coq chant muezzin call appel premier one two three four five six seven eight nine ten eleven twelve une deux trois quatre cinq sept huit neuf dix onze";
  private static final String WEEKS =
      "(?i:(?:weeks|semaines) (?:\\d{1,2}|one|two|three|four|five|six|un|deux|trois|quatre|cinq|six)(?: ?(?:,|-|and|to|et|à) ?(?:\\d{1,2}|two|three|four|five|six|seven|eight|deux|trois|quatre|cinq|six|sept|huit))+"
          + "|(?:wks?|sem)\\.? ?\\d{1,2}(?: ?[-/] ?\\d{1,2})?"
          + "|(?:première|deuxième|troisième|quatrième) et (?:deuxième|troisième|quatrième|dernière) semaines)"
          + END;
  private static final String HAPPENING =
      "(?i:(?:before|after|since|until|till|from|avant|après|depuis) (?:the |our |their |la |le |les |l'|notre )?(?:last |dernière? )?"
          + HAPPENED
          + "|(?:with|avec) (?:the |la |les )?(?:first )?(?:dry season|rains|harvest|saison sèche|saison des pluies|premières pluies|moissons)"
          + "|(?:before|at|until|till|by|after|avant|au|dès|après|jusqu'au) (?:the |le |l')?(?:cocks?(?: ?-?crow(?:s|ed|ing)?)?|chant du coq|premier coq|muezzin|call to prayer|appel (?:du muezzin|à la prière))"
          + "|(?:before|after|until|till|avant|après) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze) heures?)(?=[.,;)\\n]|$)"
          + "|(?:before|after|until|till|by|avant|après|apres|dès) (?:[01]\\d|2[0-3])[0-5]\\d(?=[.,;)\\n]|$))"
          + END;
  private static final String COUNTED =
      "(?i:(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:days?|weeks?|months?|hours?|nights?) from (?:the |our |their )?\\p{L}+"
          + "|(?<=due )in (?:\\d{1,3}|a|two|three|four|five|six|seven|eight|nine|ten|\\p{L}+teen|twenty) (?:days?|weeks?|months?))"
          + END;
  private static final String ONWARD =
      "(?i:dans (?:\\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|dix|vingt|quinze|\\p{L}+(?:-\\p{L}+)?) (?:jours|nuits)(?=[.,;)\\n]|$))"
          + END;
  private static final String ZONE =
      "\\d{6} ?[A-Z] ?(?i:JAN|FEB|FEV|MAR|APR|AVR|MAY|MAI|JUN|JUIN|JUL|JUIL|AUG|AOU|AOUT|SEP|SEPT|OCT|NOV|DEC)(?: ?\\d{2,4})?"
          + END;
  private static final String DAYS =
      "(?i:(?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:storm|fire|flood|raid|attack|riot|crash|explosion|march|funeral|match|wedding|protest|ambush|shooting|flight)"
          + "|(?:the )?(?:national|independence|republic) day of (?:the )?(?-i:\\p{Lu})\\p{L}+"
          + "|(?:la )?fête nationale (?:de (?:la |l')?|du |des )(?-i:\\p{Lu})\\p{L}+)"
          + END;
  private static final String WEEKDAY =
      "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)";
  private static final String BESIDE_DAYS =
      "(?i:"
          + WEEKDAY
          + "(?: soir| matin| night| morning)?,? (?:just |juste |peu )?(?:before|after|avant|apr[eéè]s) (?:the |our |la |le |les |l'|notre )\\p{L}+"
          + "|(?:au |le |la |the )?"
          + ORDER
          + " (?:clairon|coq|appel|chant|quart|bugle|bell|watch) (?:du|de|of) "
          + WEEKDAY
          + "|(?:le |au )?(?:premier|deuxième|troisième|quatrième|cinquième|sixième|dernier) jour (?:du |de la |de l'|de )(?!stage|cours|formation|exercice|instruction|leçon|visite|inspection|mission|semaine)\\p{L}+"
          + "|(?:avant |après |dès |au |le )?(?:le |au )?(?:lever|coucher) du soleil (?:du|de) "
          + WEEKDAY
          + "|(?<=^|\\n|[.] )"
          + ORDER
          + " (?:day|jour)(?= ?[.:–])"
          + "|(?-i:Jour|JOUR|Day|DAY) (?:\\d{1,2}|one|two|three|four|five|un|deux|trois|quatre|cinq)(?= ?[:,;.)–]| (?:après|after) |$)"
          + "|(?:week|semaine) (?:\\d{2}|(?:twenty|thirty|forty|fifty|vingt|trente|quarante|cinquante)(?:[- ]\\p{L}+)?))"
          + END;
  private static final String SIGNS =
      " before after avant apres clairon coq appel chant quart bugle bell watch jour soleil twenty thirty forty fifty vingt trente quarante cinquante lundi mardi mercredi jeudi vendredi samedi dimanche dry rains first saison premieres semaines days day weeks week months month hours hour nights night nationale fire raid attack riot crash explosion march match wedding protest ambush shooting flight monday tuesday wednesday thursday friday saturday sunday jan feb fev mar apr avr may mai jun juin jul juil aug aou aout sep sept oct nov dec c z a b";
  private static final String PLAIN = // words before a kind of ground that name none
      "(?:MAIN|FRONT|REAR|BACK|EAST|WEST|NORTH|SOUTH|EASTERN|WESTERN|NORTHERN|SOUTHERN|NEXT|SAME|EACH|EVERY|THE|AN?|OUR|THIS|THAT|THEIR|CAMP|FIRST|LAST|SECOND|HIGH|LOW|CHECK|START|END|WATER|RELEASE|RALLY|COLLECTION|LOCAL|SAFE|ANY|ONE|TWO|DIRT|GUARD|RIVER|ROAD|RAIL|TRAFFIC|STREAM|CATTLE|VEHICLE)";

  private PartPatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "unit-by-order",
                Category.UNIT,
                "the la le " + ORDER_WORDS,
                "(?i)(?:the |la |le )?" + ORDER + " " + UNITS + END)
            .before(UNIT_WORDS),
        Shape.of(
                "none-that-works",
                Category.WEAPONS,
                "none aucun aucune un une only deux trois quatre cinq six sept huit neuf dix two three four five seven eight nine ten",
                "(?i)(?:none (?:of (?:them|these|which) |that )(?:works?|fires?|runs?|flies|fly|floats?|starts?|shoots?)"
                    + "|aucune? (?:d'eux |d'elles )?(?:qui |ne |n')?(?:marche|fonctionne|tire|roule|vole|flotte|démarre)"
                    + "|(?:only one|(?:only )?(?:two|three|four|five|six|seven|eight|nine|ten)) (?:of (?:them|these|which) |still )?(?:works?|runs?|flies|fly|floats?)"
                    + "|(?:une? seule?|(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:seulement |d'entre (?:eux|elles) )?)(?: ?(?:qui |en ))?(?: ?(?:roulent?|marchent?|fonctionnent?|volent?|flottent?|démarrent?|est armée?|sont armée?s)))"
                    + END)
            .before(
                "works work fires fire runs run flies fly floats float starts start shoots shoot marche fonctionne tire roule vole flotte demarre marchent fonctionnent roulent volent flottent demarrent arme armee armes armees"),
        Shape.of(
                "time-by-signs",
                Category.DATETIME,
                PatternRule.FIGURE
                    + " with avec weeks wk wks week semaines sem premiere deuxieme troisieme quatrieme before after since until till by at from avant apres depuis des au jusqu in a one two three four five six seven eight nine ten eleven twelve the monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche jour day semaine dans le premier deuxieme cinquieme sixieme dernier first second third fourth fifth sixth national independence republic la fete",
                String.join("|", WEEKS, BESIDE_DAYS, HAPPENING, COUNTED, ONWARD, ZONE, DAYS))
            .before(PatternRule.FIGURE + " " + HAPPENED_WORDS + SIGNS),
        Shape.of(
                "place-cried",
                Category.PLACE,
                "at from near to past",
                "(?:AT|FROM|NEAR|TO|PAST) (?<what>(?!"
                    + PLAIN
                    + " )\\p{Lu}{3,} "
                    + GROUND
                    + ")"
                    + END)
            .before(GROUND_WORDS));
  }
}
