package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import java.util.regex.Pattern;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of persons, call signs and units by what stands before them. */
final class NamePatterns {

  private static final String PARTICLES =
      "(?:(?:de|du|des|la|le|van|von|der|bin|ben|ibn|al|el|ould|d'|O'|ag)[\\s-]?){0,2}";
  private static final String NAME = "\\p{Lu}(?:\\.|[\\p{L}\\p{M}'-]*)";
  private static final String NO_START = // a sentence whose stop was forgotten
      "(?!(?:The|They|Les|Une|Des|Ils|Elles|Nous) \\p{Ll})";
  private static final String ELIDED = // a sentence after a letter: Zone B. C'est dit.
      "(?!(?:C'(?:est|était)|D'(?:abord|autres?|après|ailleurs|une?)|J'(?:ai|avais)|N'(?:est|a|y|en)"
          + "|S'ils?|Qu'(?:ils?|elles?|on)|L'(?:on|équipe|unité))(?![\\p{L}'-]))";
  private static final String PHONETIC =
      "alpha|alfa|bravo|charlie|delta|echo|écho|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|november|oscar|papa|quebec|romeo|roméo|sierra|tango|uniform|victor|whiskey|x-ray|xray|yankee|zulu|zoulou";
  private static final String DIGITS =
      "zero|one|two|three|four|five|six|seven|eight|nine|niner|zéro|un|unité|deux|trois|quatre|cinq|sept|huit|neuf";
  private static final String UNITS =
      "battalions?|company|companies|coy|bn|bde|brigade|regiment|rifles|platoon|pl|squadron|sqn|battery|bataillon|compagnie|cie|régiment|regiment|rgt|escadron|section|batt?|fpu|upc|infantry|guards|lancers|fusiliers|lanciers|chasseurs|tirailleurs|cavalry|dragoons|hussars|ri|rima|bca|rpima|artillery|engineers";

  private static final String UNITS_SOON =
      "battalion battalions company companies coy bn bde brigade regiment rifles platoon pl squadron sqn battery bataillon compagnie cie rgt escadron section bat batt fpu upc infantry guards lancers fusiliers lanciers chasseurs tirailleurs cavalry dragoons hussars ri rima bca rpima artillery engineers";

  private static final Pattern BETWEEN = Pattern.compile("[\\s.-]+");

  private NamePatterns() {}

  static List<Shape> all() {
    String ranks = Ranks.words();
    return List.of(
        Shape.of(
                "rank-name",
                Category.PERSON,
                ranks,
                "(?i:"
                    + Ranks.pattern()
                    + "[.]?(?: (?:adjointe?|de police|de la paix|de frégate|de corvette|de vaisseau|de brigade|de division|de corps|principale?|major|première? classe|of Signals|z\\.S\\.))?(?: ?\\([\\p{L}\\d.]{1,4}\\))?[\\s/-]+){1,3}"
                    + PARTICLES
                    + NAME
                    + "(?:\\s+"
                    + NO_START
                    + PARTICLES
                    + NAME
                    + "){0,3}",
                match -> isName(match.group()))
            .inCalm(),
        Shape.of(
            "rank-of-words",
            Category.PERSON,
            FIGURE
                + " chef marechal premier premiere deuxieme maitre medecin commissaire officier adjudant quartier second",
            "(?i:chef d'escadrons?|chef de bataillon|chef d'escadre|maréchal des logis(?:[- ]chef)?|premier[- ]maître|maître[- ]principal|médecin[- ](?:chef|principal|capitaine|commandant|colonel)|commissaire[- ](?:principale?|divisionnaire)|officier marinier|(?:première|deuxième|seconde|1(?:re|ère|ere)|2(?:e|ème|de)) classe|adjudant[- ]major|quartier[- ]maître|second[- ]maître) "
                + PARTICLES
                + NAME
                + "(?:\\s+"
                + PARTICLES
                + NAME
                + "){0,3}"),
        Shape.of(
            "rank",
            Category.PERSON,
            "gen brig ltcol lt maj capt cpt col sgt cpl pte pvt wo insp supt cne cdt slt adj lcl ssgt ltn cal msgt lcpl",
            "(?i:Brig Gen|Lt Col|Lt Gen|Maj Gen|Sgt Maj|LtCol|Gen|Brig|Maj|Capt|Cpt|Lt|Ltn|Col|SSgt|MSgt|Sgt|LCpl|Cpl|Pte|Pvt|WO[12]?|Insp|Supt|Cne|Cdt|Slt|Adj|Gén|LCL)\\.?(?![\\p{L}\\d'])"),
        Shape.of(
            "initial-name",
            Category.PERSON,
            "a b c d e f g h i j k l m n o p q r s t u v w x y z",
            "(?<![\\p{L}\\d'.-])(?:\\p{Lu}\\.[\\s-]?){1,3}"
                + ELIDED
                + PARTICLES
                + "\\p{Lu}[\\p{L}'-]+",
            match -> !match.group().contains(" THE")),
        Shape.of(
            "call-sign",
            Category.CALLSIGN,
            "call callsign callsigns indicatif indicatifs c",
            "(?i:call[- ]?signs?(?: of| heard)?|indicatifs?(?:\\s+radio)?|c/s)[\\s:,]*(?i:is|was|est|«|\"|')?\\s*"
                + "(?<what>[\\p{Lu}\\d][\\p{L}\\d-]*(?:[ -](?:\\p{Lu}[\\p{L}]*|\\d+[\\p{L}]?|(?i:actual|minor|main|rear|base|control|six|five|nine|one|two|three|four|seven|eight|zero)))*)"),
        Shape.of(
                "call-sign-spelt",
                Category.CALLSIGN,
                DIGITS.replace('|', ' '),
                "(?<=\\p{Lu}\\p{L}{2,20}[ -])(?i:"
                    + DIGITS
                    + ")(?:[ -](?i:"
                    + DIGITS
                    + "))+(?:[ -](?i:"
                    + PHONETIC
                    + "))?(?![\\p{L}])"
                    + "|(?<=\\p{Lu}\\p{L}{2,20}[ -])(?i:"
                    + DIGITS
                    + ")[ -](?i:"
                    + PHONETIC
                    + ")(?![\\p{L}])")
            .before(DIGITS.replace('|', ' ') + " " + PHONETIC.replace('|', ' ')),
        Shape.of(
            "authority",
            Category.CALLSIGN,
            "autorite authority",
            "(?:AUTORITÉ|AUTORITE|Autorité|AUTHORITY|Authority) (?i:zéro|zero|\\d)"),
        Shape.of(
                "unit-number",
                Category.UNIT,
                FIGURE,
                "(?i)(?!(?:19|20)\\d{2}(?!\\d))\\d{1,4}\\s?(?:st|nd|rd|th|er|ère|re|e|ème|eme)?(?:[ -](?:(?-i:\\p{Lu})\\p{L}+|"
                    + UNITS
                    + "|/)){0,3}?[ -](?:"
                    + UNITS
                    + ")(?![\\p{L}])")
            .before(UNITS_SOON),
        Shape.of(
            "unit-letter",
            Category.UNIT,
            "a b c d e f g h " + PHONETIC.replace('|', ' '),
            "(?:[A-H]|(?i:"
                + PHONETIC
                + "))[ -](?i:coy|company|companies|compagnie|platoon|pl|squadron|battery|troop|section|team)(?![\\p{L}])"),
        Shape.of(
            "unit-after",
            Category.UNIT,
            "company coy compagnie cie platoon peloton batterie squadron battery section bataillon battalion bn escadron unit unite contingent",
            "(?i:compagnie|cie|section|escadron|peloton|batterie|company|coy|platoon) (?i:d'(?:appui|éclairage|infanterie|investigation)|de (?:commandement|combat|génie|transport|soutien|reconnaissance|garde)|du génie|logistique|médicale) \\p{Lu}\\p{Ll}{2,}"
                + "|(?i:\\p{L}+)\\s(?:[A-H](?![\\p{L}'])|(?i:"
                + PHONETIC
                + ")(?![\\p{L}])|\\d{1,3}(?![\\p{L}\\d%]))"));
  }

  /** Something after the rank that is neither a rank nor a role. */
  private static boolean isName(String match) {
    for (String word : BETWEEN.split(match.strip())) {
      String folded = NormalText.fold(word);
      boolean role =
          Ranks.isRank(word)
              || WordLists.of("en").has(WordLists.Kind.TITLE, folded)
              || WordLists.of("fr").has(WordLists.Kind.TITLE, folded);
      if (!role) {
        return true;
      }
    }
    return false;
  }
}
