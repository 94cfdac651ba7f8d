package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of strengths told by parts of a unit, of holdings by type, and of phones spelt. */
final class StrengthPatterns {

  private static final String END = "(?![\\p{L}\\d])";
  private static final String WORD =
      "(?:a hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen"
          + "|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille)";
  private static final String NUMBER =
      "(?:\\d{1,4}|" + WORD + "(?:[- ](?:and |et )?" + WORD + "){0,4})" + END;
  private static final String NUMBER_WORDS =
      " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred a un une deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille";
  private static final String PARTS =
      "(?:sections?|platoons?|compan(?:y|ies)|squads?|squadrons?|troops?|teams?|crews?|pelotons?|compagnies?|groupes?|équipes?|équipages?|trinômes?|binômes?|escadrons?|sqn|coy|pl|sect|battalions?|bataillons?)"
          + END;
  private static final String PART_WORDS =
      "section sections platoon platoons company companies squad squads squadron troop team teams crew crews peloton pelotons compagnie compagnies groupe groupes equipe equipes equipage equipages trinome trinomes binome binomes escadron sqn coy sect battalion bataillon demi";
  private static final String PEOPLE =
      "(?:men|women|soldiers|troops|officers|pilots?|drivers|sappers|nurses|operators|personnel|policemen|bayonets|pax|all ranks|strength|posts|staff|sailors|medics|rifles"
          + "|hommes|femmes|agents|opérateurs|sapeurs|pilotes|infirmiers?|docteurs?|marins|gars|gendarmes|policiers|policières|soldats|militaires|l'effectif|effectifs?|médecins?|conducteurs|mécaniciens|fusiliers)"
          + END;
  private static final String PEOPLE_WORDS =
      "men women soldiers troops officers pilots drivers sappers nurses operators personnel policemen bayonets pax ranks strength posts staff sailors medics rifles hommes femmes agents operateurs sapeurs pilotes infirmier infirmiers docteur docteurs marins gars gendarmes policiers policieres soldats militaires l effectif effectifs medecin medecins conducteurs mecaniciens fusiliers";
  private static final String TYPES =
      "(?:(?-i:AK|RPG|PKM|GPMG|HMG|LMG|SMG|FAMAS|FAL|FM|PA|LBD|LRAC|LGI|MAG|SPG|VBL|VAB|BTR|APC|IFV|AML|UAS|OB|AT|BMP|MG)s?|AANF1|Milan|Minimi|Galil|Browning|Carl Gustaf|Mi[- ]?\\d{1,2}|Bell|Puma|Toyota|Zodiac|Vallons?|pist|shotg|veh|pick-up|handhelds|drones?|robots?|helicopters?|trucks?|camions?|launchers?|détecteurs|lunettes thermiques|blindés?|mortiers?|grenades|rollers?|boats?|canons?|fusils|tires|jammers?|graders?|dozers?|PE4|plastic|81s|60s|12[.,]7s?|14[.,]5)"
          + END;
  private static final String TYPE_WORDS =
      "ak rpg pkm pkms gpmg hmg lmg smg famas fal fm pa lbd lrac lgi mag spg vbl vab btr apc ifv aml uas ob at bmp mg aanf1 aanf milan minimi galil browning carl mi bell puma toyota zodiac vallon vallons pist shotg veh pick handhelds drone drones robot robots helicopter helicopters truck trucks camion camions launchers detecteurs lunettes blinde blindes mortier mortiers grenades roller boats canons fusils jammers graders dozers plastic detectors trucks cars radios";
  private static final String TAIL =
      "(?:(?:,| \\(|:)? ?(?:\\(?(?:of which|of whom|dont|including|one of|of them|sur|of|pour|au lieu de|sans|on|less|que?) )?"
          + NUMBER
          + "(?: ?(?:u/s|HS|w/o|(?:of them|on the|sur|on|that|dead|ont|pour|of)(?: "
          + NUMBER
          + ")?(?: \\p{L}+)?))?\\)?)?";
  private static final String ITEM =
      "(?:"
          + NUMBER
          + " ?(?:x )?(?:kilos? |kg |m |\\p{L}+ )?(?:(?:de|of|d'|sur) ?)?"
          + TYPES
          + "(?:[- ]\\d{1,3}[A-Z]?)?\\.?|"
          + TYPES
          + "(?:[- ]\\d{1,3}[A-Z]?)?(?: ?[x×] ?\\d{1,3}| ?\\(\\d{1,3}(?:, ?\\p{L}+)?\\)| ?: ?(?:\\d{1,3}|"
          + WORD
          + "|half|néant)))";

  private StrengthPatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "part-of-unit",
                Category.CASUALTY,
                FIGURE + NUMBER_WORDS + " " + PART_WORDS,
                "(?i)(?:"
                    + NUMBER
                    + " |a |demi-)?"
                    + PARTS
                    + " (?:(?:plus|minus|less)(?: (?:an?|one|two|three) \\p{L}+)?|and a half|and a bit|et demie?|moins (?:une?|deux) \\p{L}+|réduite? à "
                    + NUMBER
                    + "|(?:of|de) "
                    + NUMBER
                    + "(?:,? (?:and )?(?:one|une?) (?:of|de) "
                    + NUMBER
                    + "| \\((?:one|une?) (?:of|de) "
                    + NUMBER
                    + "\\))?)"
                    + END
                    + "|(?:a|one|une?) "
                    + PARTS
                    + " and a half"
                    + END
                    + "|(?:un |une )?demi[- ]"
                    + PARTS)
            .before(PART_WORDS + " plus minus less half bit demi demie moins"),
        Shape.of(
                "part-of-people",
                Category.CASUALTY,
                "half a two three one un une le la les moitie tiers quart quarter third",
                "(?i)(?:half|a third|one third|two[- ]thirds|a quarter|three[- ]quarters|la moitié|le tiers|un (?:bon )?tiers|(?:les )?deux tiers|un (?:bon )?quart|le quart|les trois quarts|trois quarts)(?: (?:of|du|des|de))?(?: (?:the|its|their|our|les|ses|leurs|nos))? ?"
                    + PEOPLE
                    + "|(?:une?|deux|trois) (?:médecins?|infirmiers?|sapeurs?|pilotes?|soldats?|hommes?|agents?) sur (?:deux|trois|quatre|cinq|dix)"
                    + END)
            .before(PEOPLE_WORDS + " in sur"),
        Shape.of(
                "held-and-fit",
                Category.WEAPONS,
                FIGURE
                    + " held auth authorised authorized issued sighted deficient on off in unserviceable en detenu detenus percu percus disponibles indisponibles",
                "(?i)(?<!\\b(?:of|in|sur) )\\d{1,4} (?:held|détenus?|perçus?|en compte|on charge)(?:,| and| et| /|;) ?(?:only |seulement )?\\d{1,4} (?!on |off |in |of )(?:en )?\\p{L}+"
                    + END
                    + "|(?:held|auth(?:ori[sz]ed)?|issued|sighted|deficient|unserviceable|on charge|on hand|on (?:the )?road|off (?:the )?road|in stores?|en compte|détenus?|perçus?|disponibles|indisponibles|en panne)(?: awaiting \\p{L}+)? ?:? ?\\d{1,4}(?!\\d| ?%|[.:h]\\d)"
                    + END)
            .before(FIGURE),
        Shape.of(
                "unit-people",
                Category.CASUALTY,
                FIGURE + NUMBER_WORDS,
                "(?i)(?!(?:one|two|un|une|deux|1|2) )"
                    + NUMBER
                    + "(?:(?: (?:of|out of|sur)(?: the| its| ses| les)?) "
                    + NUMBER
                    + "|(?: (?:de ses|des|of the|of its)) "
                    + NUMBER
                    + "|-odd| et quelques)? "
                    + PEOPLE
                    + "(?: (?:to a (?:boat|truck|vehicle)|(?:sur|au lieu de|instead of|against|dont|et|and|of)(?: les| the)? "
                    + NUMBER
                    + "(?: \\p{L}+)?))?")
            .before(PEOPLE_WORDS),
        Shape.of(
                "about-many",
                Category.CASUALTY,
                FIGURE + NUMBER_WORDS,
                "(?i)"
                    + NUMBER
                    + "(?:(?:-odd| et quelques| (?:moins|less|minus) (?:les |the )?(?:malades|sick|\\d{1,3} sick))"
                    + END
                    + "|(?: \\p{L}+)? (?:moins|less|minus) (?!(?:one|two|three|four|five|ten|une|deux|trois|cinq|dix|vingt|\\d{1,2}) (?:minutes?|seconds?|secondes?|hours?|heures?|degr|m(?:et|èt)))"
                    + NUMBER
                    + ")")
            .before("odd quelques malades sick moins less minus"),
        Shape.of("sum-of-men", Category.CASUALTY, FIGURE, "\\d{1,3}(?: ?\\+ ?\\d{1,3}){1,4}" + END)
            .figures(1, 3),
        Shape.of(
                "strength-said",
                Category.CASUALTY,
                "strength effectif effective headcount manning staff present total crew equipe equipage manned establishment",
                "(?i)\\p{L}+(?: (?:on|au|in|of) (?:the )?\\p{L}+)?(?: (?:is|was|stands at|est de|de|of|total|au rapport|then|présent))?[:, ]+(?:just shy of |about |nearly |un peu plus de |environ )?(?<what>"
                    + NUMBER
                    + "(?:(?:,? (?:of|sur|against|of whom|dont|et|and|\\+)) "
                    + NUMBER
                    + "(?: \\p{L}+)?){0,2})(?! (?:of|out of|sur) (?:5|five|cinq)| (?:per|pour|%|minutes|hours|days|jours|heures))")
            .before(FIGURE + NUMBER_WORDS),
        Shape.of(
                "all-but",
                Category.WEAPONS,
                "all every tous toutes",
                "(?i)(?:all|every \\p{L}+) but (?:the )?"
                    + NUMBER
                    + "(?: (?:of the|on) (?:\\d{1,3}(?:[.,]\\d)?s?|\\p{L}+))?"
                    + END
                    + "|tou(?:te)?s les (?:\\d{1,3}(?:[.,]\\d)?|\\p{L}+) sauf "
                    + NUMBER)
            .before("but sauf"),
        Shape.of(
                "holding",
                Category.WEAPONS,
                FIGURE + NUMBER_WORDS + " all every " + TYPE_WORDS,
                "(?i)"
                    + ITEM
                    + "(?:(?:,|;| and| et|,? plus) (?:du seul )?"
                    + ITEM
                    + "){0,6}"
                    + TAIL)
            .before(FIGURE + " " + TYPE_WORDS + NUMBER_WORDS),
        Shape.of(
                "share-of-them",
                Category.WEAPONS,
                FIGURE + NUMBER_WORDS,
                "(?i)(?:\\d{1,3}|"
                    + WORD
                    + ") sur (?:1[1-9]|[2-9]\\d(?! ?%)|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante)"
                    + END)
            .before("sur"),
        Shape.of(
                "phone-spelt",
                Category.PHONE,
                "double triple oh plus zero zeros " + FIGURE + " tel ext",
                "(?i)(?:plus[ ,-]{1,2})?(?:(?:double|triple|oh|zero|zéro|o)[ -](?:zero|zéro|one|two|three|four|five|six|seven|eight|nine|\\d{1,4})(?:[ -](?:zero|one|two|three|four|five|six|seven|eight|nine))*|\\d{2,4})(?:[ ,/-]{1,3}(?:(?:double|triple)[ -](?:zero|one|two|three|four|five|six|seven|eight|nine)|then \\d{1,4}|\\d{2,4}|zéro|zero)){2,6}"
                    + END
                    + "|\\d(?:-\\d){3,8}"
                    + END)
            .before("double triple oh zero seven " + FIGURE));
  }
}
