package retex.server.redaction.engine;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/**
 * The patterns, one a line: its name, its category, its shape, and the check behind it. What only
 * looks like the real thing is taken out too, by the rule of strange numbers: an officer can
 * restore it, a released one cannot be taken back.
 */
final class Patterns {

  private static final String MONTHS =
      "(?:jan(?:uary|vier|v)?|feb(?:ruary)?|fév(?:rier|r)?|fev(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may"
          + "|mai|june?|juin|july?|juil(?:let)?|aug(?:ust)?|août|aout|sept?(?:ember|embre)?|oct(?:ober|obre)?"
          + "|nov(?:ember|embre)?|dec(?:ember)?|déc(?:embre)?)";
  private static final String DAYS =
      "(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";

  private Patterns() {}

  static List<Rule> all() {
    return List.of(
        new PatternRule(
            "grid",
            Category.GRID,
            "(?i)\\b(?:0?[1-9]|[1-5]\\d|60)\\s?[C-HJ-NP-X]\\s?[A-HJ-NP-Z]{2}(?:[\\s-]?\\d{1,5}[\\s-]?\\d{1,5})?\\b",
            Patterns::isGrid),
        new PatternRule(
            "grid-short",
            Category.GRID,
            "(?i)\\b(?:grid|GR|MGRS|UTM|coord(?:inates|onnées)?|carroyage|grille)(?:\\s(?:ref(?:erence)?|reference|square))?"
                + "[\\s:.,-]*(?<what>(?:[A-Z]{2}\\s?)?\\d[\\d\\s-]{2,12}\\d)\\b"),
        new PatternRule(
            "utm",
            Category.GRID,
            "(?i)\\b(?:[1-9]|[1-5]\\d|60)\\s?[C-X]\\s+\\d{6}(?:\\.\\d+)?\\s*m?E?[\\s,]+\\d{6,7}(?:\\.\\d+)?\\s*m?N?\\b"),
        new PatternRule(
            "degrees",
            Category.GRID,
            "(?:\\b[NSEWO]\\s?)?-?\\d{1,3}(?:[.,]\\d+)?\\s?°\\s?(?:\\d{1,2}(?:[.,]\\d+)?\\s?['′]\\s?)?(?:\\d{1,2}(?:[.,]\\d+)?\\s?(?:\"|''|″)\\s?)?[NSEWO]?"
                + "(?:[\\s,;/]+(?:et\\s|and\\s)?[NSEWO]?\\s?-?\\d{1,3}(?:[.,]\\d+)?\\s?°?\\s?(?:\\d{1,2}(?:[.,]\\d+)?\\s?['′]\\s?)?(?:\\d{1,2}(?:[.,]\\d+)?\\s?(?:\"|''|″)\\s?)?[NSEWO]?)?"),
        new PatternRule(
            "decimal-degrees",
            Category.GRID,
            "(?<![\\d.])[-+]?\\d{1,3}[.]\\d{3,8}\\s?[NS]?\\s?[,;/ ]\\s?[-+]?\\d{1,3}[.]\\d{3,8}\\s?[EWO]?\\b"),
        new PatternRule(
            "date-time-group",
            Category.DATETIME,
            "(?i)\\b\\d{6}\\s?(?:[A-Z]|UTC|hrs|LT)?\\s?" + MONTHS + "\\s?\\d{2,4}\\b"),
        new PatternRule(
            "date-words",
            Category.DATETIME,
            "(?i)\\b(?:(?:"
                + DAYS
                + "),?\\s+)?(?:the\\s+|le\\s+)?\\d{1,2}(?:st|nd|rd|th|er)?(?:\\s?[-–/]\\s?\\d{1,2})?\\s+(?:of\\s+|de\\s+)?"
                + MONTHS
                + "\\.?(?:,?\\s+\\d{2,4})?\\b"),
        new PatternRule(
            "date-american",
            Category.DATETIME,
            "(?i)\\b" + MONTHS + "\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?\\b"),
        new PatternRule(
            "month-year", Category.DATETIME, "(?i)\\b" + MONTHS + "\\.?\\s+(?:19|20)\\d{2}\\b"),
        new PatternRule(
            "date-figures",
            Category.DATETIME,
            "\\b(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4})(?:T\\d{2}:\\d{2}\\S*)?\\b"),
        new PatternRule("weekday", Category.DATETIME, "(?i)\\b(?:" + DAYS + ")s?\\b"),
        new PatternRule(
            "month",
            Category.DATETIME,
            "\\b(?:January|February|March|April|June|July|August|September|October|November|December"
                + "|Januar|janvier|février|avril|juillet|août|septembre|octobre|novembre|décembre)\\b"),
        new PatternRule(
            "time",
            Category.DATETIME,
            "(?i)\\b(?:[01]?\\d|2[0-3])(?::[0-5]\\d(?::[0-5]\\d)?|\\s?h\\s?(?:[0-5]\\d)?)\\s?(?:hrs|hours|Z|UTC|LT|local)?\\b"),
        new PatternRule(
            "time-military",
            Category.DATETIME,
            "(?i)\\b(?:[01]\\d|2[0-3])[0-5]\\d\\s?(?:hrs?|hours|h|Z|A|B|C|LT|local|UTC)\\b"),
        new PatternRule(
            "e-mail",
            Category.EMAIL,
            "(?i)[\\p{L}\\d._%+'-]+\\s?(?:@|\\[at]|\\(at\\)|\\sat\\s(?=\\S+\\sdot\\s))\\s?[\\p{L}\\d.-]+(?:\\.|\\sdot\\s)\\p{L}{2,}"),
        new PatternRule(
            "web",
            Category.EMAIL,
            "(?i)\\b(?:https?://|www\\.)\\S+|\\b[\\p{L}\\d-]+\\.(?:com|org|net|int|example|mil|gov|edu|info)\\b\\S*"),
        new PatternRule("user-handle", Category.EMAIL, "(?<![\\p{L}\\d])@[\\p{L}\\d_.]{2,}"),
        new PatternRule(
            "phone",
            Category.PHONE,
            "(?:\\+|\\b00)?\\(?\\d{1,4}\\)?(?:[\\s./()-]{0,2}\\d{2,5}){2,6}\\b",
            Patterns::isPhone),
        new PatternRule(
            "phone-said",
            Category.PHONE,
            "(?i)\\b(?:tel|tél|phone|mobile|cell|whatsapp|sat(?:ellite)?\\s?phone|thuraya|iridium|ext|poste|téléphone|portable)\\.?"
                + "[\\s:.no°-]*(?<what>\\+?[\\d(][\\d\\s().-]{2,18}\\d)"),
        new PatternRule(
            "iban",
            Category.REFERENCE,
            "\\b[A-Z]{2}\\d{2}(?:\\s?[A-Z0-9]{4}){2,7}(?:\\s?[A-Z0-9]{1,3})?\\b",
            Patterns::isIban),
        new PatternRule(
            "frequency",
            Category.FREQUENCY,
            "(?i)\\b\\d{1,5}(?:[.,]\\d{1,4})?\\s?(?:[kmg]hz|mégahertz|megahertz|kilohertz)\\b"
                + "|\\b(?:channel|chan|ch|canal|net|freq(?:uency|uence)?|fréquence)\\s?(?:no\\.?\\s?)?\\d+(?:[.,]\\d+)?\\b"),
        new PatternRule(
            "call-sign",
            Category.CALLSIGN,
            "(?:(?i)\\bcall[- ]?signs?|\\bindicatifs?(?:\\s+radio)?|\\bc/s)[\\s:,]*(?:(?i)is|was|est|«|\"|')?\\s*"
                + "(?<what>[\\p{Lu}\\d][\\p{L}\\d-]*(?:[ -](?:\\p{Lu}[\\p{L}]*|\\d+[\\p{L}]?|(?i:actual|six|five|nine|one|two|three|four|seven|eight|zero)))*)"),
        new PatternRule(
            "call-sign-shape",
            Category.CALLSIGN,
            "\\b\\p{Lu}{3,}[ -]\\d{1,3}(?:[- ]?\\p{L}\\b)?|\\b\\p{Lu}\\p{Ll}{2,}[ -]\\d{1,3}\\p{L}?\\b"),
        new PatternRule(
            "un-plate",
            Category.PLATE,
            "(?i)\\bU\\.?N\\.?[ -]?\\d(?:[ .]?\\d){2,6}\\b|\\bUN(?:MO|POL)?[ -]?\\d{3,}\\b"),
        new PatternRule(
            "plate",
            Category.PLATE,
            "(?i)\\b(?:plate|registration|reg|immatricul\\p{L}+|plaque|vehicle|véhicule|truck|camion|APC|VAB)\\s?"
                + "(?:no\\.?|number|num\\p{L}*|n°)?[\\s:]*(?<what>[A-Z\\d]{1,4}[- ]?[A-Z\\d]{2,6}(?:[- ][A-Z\\d]{1,4})?)\\b",
            match -> hasDigit(match.group())),
        new PatternRule(
            "service-number",
            Category.SERVICE_NUMBER,
            "(?i)\\b(?:service|army|personal|force|badge|ID|matricule|id)\\s?(?:no\\.?|number|num\\p{L}*|n°|card)?[\\s:#.]*"
                + "(?<what>[A-Z]{0,4}[-/ ]?\\d[\\dA-Z/-]{2,14})\\b"),
        new PatternRule(
            "code-number",
            Category.REFERENCE,
            "\\b(?=[\\p{L}\\d/_.-]*\\d)(?=[\\p{L}\\d/_.-]*\\p{L})[\\p{L}\\d]+(?:[/_.-][\\p{L}\\d]+)+\\b|\\b(?=\\p{L}*\\d)(?=\\d*\\p{L})[\\p{L}\\d]{3,}\\b",
            match -> !isOrdinal(match.group())),
        new PatternRule(
            "document",
            Category.REFERENCE,
            "(?i)\\b(?:ref(?:erence)?|réf(?:érence)?|file|dossier|report|rapport|FRAGO|OPORD|OPO|annex|annexe|serial|série|s/n|n°)\\s?"
                + "(?:no\\.?|number|n°)?[\\s:#.]*(?<what>[\\p{L}\\d]*\\d[\\p{L}\\d/._-]*)"),
        new PatternRule(
            "rank-name",
            Category.PERSON,
            "(?<![\\p{L}])(?:"
                + Ranks.pattern()
                + "[.]?[\\s-]+){1,3}(?:(?:de|du|la|van|von|bin|al|el|d'|O')\\s?)*"
                + "\\p{Lu}[\\p{L}'-]*\\.?(?:\\s+(?:(?:de|du|la|van|von|bin|al|el)\\s+)?\\p{Lu}[\\p{L}'-]*\\.?){0,3}"),
        new PatternRule(
            "rank-name-french",
            Category.PERSON,
            "(?<![\\p{L}])(?i:général|colonel|lieutenant-colonel|lieutenant|commandant|capitaine|sous-lieutenant|adjudant(?:-chef)?|sergent(?:-chef)?"
                + "|caporal(?:-chef)?|soldat|commissaire|inspecteur|gendarme|docteur|monsieur|madame|major|captain|sergeant|corporal|private|inspector)"
                + "\\s+(?-i:(?:de|du|la)\\s+)?\\p{Lu}[\\p{L}'-]+(?:\\s+\\p{Lu}[\\p{L}'-]+){0,3}"),
        new PatternRule(
            "rank", Category.PERSON, "(?<![\\p{L}])" + shortRanks() + "\\.?(?![\\p{L}])"),
        new PatternRule(
            "initial-name",
            Category.PERSON,
            "(?<![\\p{L}])(?:\\p{Lu}\\.\\s?){1,3}\\p{Lu}[\\p{L}'-]{2,}"),
        new PatternRule(
            "weapons",
            Category.WEAPONS,
            "(?i)\\b(?:AK|RPG|PKM|FN|M|MAG|HK|G|T|BTR|BMP|BRDM|APC)[- ]?\\d{1,3}[A-Z]?\\b|\\b\\d+(?:[.,]\\d+)?\\s?mm\\b"),
        new PatternRule(
            "count",
            Category.WEAPONS,
            "(?i)\\b(?:\\d[\\d ,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy"
                + "|eighty|ninety|hundred|hundreds|dozens?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
                + "|trente|quarante|cinquante|soixante|cent|cents|dizaines?|douzaines?|half|moitié|tiers)(?:[- ](?:\\p{L}+[- ]){0,3}?)"
                + "(?:soldiers|troops|men|women|officers|personnel|police|weapons|rifles|guns|rounds|magazines|vehicles|trucks|carriers|radios|helmets|vests|devices"
                + "|casualties|dead|wounded|killed|injured|civilians|victims|houses|households|soldats|hommes|femmes|militaires|policiers|armes|fusils|munitions"
                + "|véhicules|camions|blindés|blessés|morts|tués|pertes|victimes|civils|gilets|casques|postes)\\b"),
        new PatternRule(
            "money",
            Category.REFERENCE,
            "(?i)(?:[$€£]|USD|EUR|XAF|XOF|CFA)\\s?\\d[\\d ,.]*(?:k|m|million)?|\\d[\\d ,.]*\\s?(?:USD|EUR|dollars?|euros?|francs?|CFA|€|\\$)"),
        new PatternRule(
            "year",
            Category.DATETIME,
            "\\b(?:19|20)\\d{2}(?:\\s?[-/]\\s?(?:\\d{4}|\\d{2}|[A-DTQ]\\d?))?\\b"),
        new PatternRule(
            "strange-number",
            Category.UNSURE,
            "[\\p{Sc}#]?\\d(?:[\\d .,:/-]*\\d)?%?",
            Patterns::isStrange));
  }

  private static String shortRanks() {
    return "(?:Gen|Brig Gen|Brig|Lt Col|LtCol|Lt Gen|Maj Gen|Maj|Capt|Lt|Col|Sgt|Cpl|WO1|WO2|Insp|Supt|Cne|Cdt|Cap|Slt|Adj|Gén|LCL|SSgt)";
  }

  private static boolean isGrid(MatchResult match) {
    String digits = match.group().replaceAll("^\\s*\\d{1,2}", "").replaceAll("\\D", "");
    boolean bare = digits.isEmpty();
    // a bare zone and square ("36N AB") counts only as written on maps, in capitals
    return bare
        ? match.group().equals(match.group().toUpperCase(Locale.ROOT)) && match.group().length() > 4
        : digits.length() % 2 == 0 || digits.length() >= 4;
  }

  private static boolean isPhone(MatchResult match) {
    String digits = match.group().replaceAll("\\D", "");
    boolean marked = match.group().strip().startsWith("+") || match.group().startsWith("00");
    if (marked) {
      return digits.length() >= 7;
    }
    return digits.length() >= 7 && digits.length() <= 15; // ITU-T E.164: at most 15 digits
  }

  private static boolean isIban(MatchResult match) {
    String compact = match.group().replace(" ", "");
    String turned = compact.substring(4) + compact.substring(0, 4);
    var number = new StringBuilder();
    for (char c : turned.toCharArray()) {
      number.append(Character.getNumericValue(c));
    }
    // ISO 13616: the rearranged number modulo 97 is 1
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static boolean isOrdinal(String text) {
    return text.matches("(?i)\\d{1,2}(st|nd|rd|th|er|ère|e|ème|h)");
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  /** A rating ("4 of 5", a single figure from 1 to 5) may stay; any other number is taken out. */
  private static boolean isStrange(MatchResult match) {
    return !match.group().matches("[1-5]");
  }
}
