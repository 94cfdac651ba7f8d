package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;
import static retex.server.redaction.engine.PatternRule.TWO_CAPITALS;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import retex.server.redaction.engine.PatternRule.Shape;

/**
 * Patterns of places, numbers, codes and addresses, one a line: its name, its category, what it
 * begins with, its shape, and the check behind it. What only looks like the real thing is taken out
 * too, by the rule of figures: an officer can restore it, a released one cannot be taken back.
 */
final class Patterns {

  private static final String NOT_A_LETTER = "(?![\\p{L}\\d])";
  private static final String NUMBER = "\\d[\\d ,.]*";
  private static final String MINUTES =
      "(?:\\s?\\d{1,2}(?:[.,]\\d+)?\\s?['m]\\s?(?:\\d{1,2}(?:[.,]\\d+)?\\s?(?:\"|''|″|s)\\s?)?)?";

  private static final String PEOPLE_ONE =
      "(?:soldiers?|troops|men|women|officers?|peacekeepers?|civilians?|people|persons?|children|drivers?|soldats?|soldates?|militaires?|hommes?|femmes?|officiers?|policiers?|civils?|personnes?|enfants?|casques bleus)";
  private static final String LOST =
      "(?:killed|wounded|injured|hurt|shot|died|dead|tuée?s?|blessée?s?|mortellement blessés?|morte?s?|décédée?s?)";
  private static final String ADJECTIVE =
      "(?:\\s(?:blindés?|légers?|lourds?|lourdes|légères|individuels|individuelles|tactiques?|de transport)"
          + NOT_A_LETTER
          + ")?";

  private Patterns() {}

  static List<Shape> all() {
    var all = new ArrayList<Shape>();
    all.addAll(places());
    all.addAll(addresses());
    all.addAll(codes());
    all.addAll(counts());
    all.addAll(DatePatterns.all());
    all.addAll(NamePatterns.all());
    return all;
  }

  private static List<Shape> places() {
    return List.of(
        Shape.of(
            "grid",
            Category.GRID,
            FIGURE,
            "(?i)(?:0?[1-9]|[1-5]\\d|60)\\s?[C-HJ-NP-X]\\s?[A-HJ-NP-Z]\\s?[A-HJ-NP-Z](?:[\\s-]*\\d{1,5}[\\s-]*\\d{1,5})?"
                + NOT_A_LETTER,
            Patterns::isGrid),
        Shape.of(
            "grid-said",
            Category.GRID,
            "grid gr mgrs utm coord coords coordinate coordinates coordonnees coordonnee carroyage grille position pos posn loc repere",
            "(?i)\\p{L}+(?:\\s(?:ref(?:erence)?|reference|square|utm|mgrs|n°|no))?[\\s:.,#-]*"
                + "(?<what>(?:\\d{1,2}\\s?[C-X]\\s)?(?:[A-Z]{2}[\\s-]?)?\\d[\\d\\s.,-]{1,16}\\d)"
                + NOT_A_LETTER),
        Shape.of(
            "utm",
            Category.GRID,
            FIGURE,
            "(?i)(?:[1-9]|[1-5]\\d|60)\\s?[C-X]\\s+\\d{6}(?:\\.\\d+)?\\s*m?E?[\\s,]+\\d{6,7}(?:\\.\\d+)?\\s*m?N?"
                + NOT_A_LETTER),
        Shape.of(
            "degrees",
            Category.GRID,
            FIGURE + " n s e w o lat lon long latitude longitude",
            "(?i)(?:(?:lat|lon|long|latitude|longitude)\\.?\\s?:?\\s?)?(?:[NSEWO]\\s?)?-?\\d{1,3}(?:[.,]\\d+)?\\s?(?:°|º|deg(?:rees)?|degrés)"
                + MINUTES
                + "(?:[NSEWO]\\b)?(?:[\\s,;/]*(?:et\\s|and\\s)?(?:[NSEWO]\\s?)?-?\\d{1,3}(?:[.,]\\d+)?\\s?(?:°|º|deg(?:rees)?|degrés)"
                + MINUTES
                + "(?:[NSEWO]\\b)?)?"),
        Shape.of(
            "degrees-by-letter",
            Category.GRID,
            FIGURE + " n s",
            "[NS]\\s?\\d{1,2}[\\s.,]\\d{1,2}[\\d.,\\s]*[,/;\\s]*[EWO]\\s?\\d{1,3}[\\s.,]\\d{1,2}[\\d.,]*"
                + "|\\d{1,2}[-\\s.]\\d{1,2}(?:[-\\s.]\\d{1,2})?\\s?[NS][\\s,/]*\\d{1,3}[-\\s.]\\d{1,2}(?:[-\\s.]\\d{1,2})?\\s?[EWO]"),
        Shape.of(
            "decimal-degrees",
            Category.GRID,
            FIGURE,
            "[-+]?\\d{1,3}[.]\\d{3,8}\\s?[NS]?\\s?[,;/ ]\\s?[-+]?\\d{1,3}[.]\\d{3,8}\\s?[EWO]?"
                + NOT_A_LETTER
                + "|\\d{1,3}[.,]\\d{2,8}\\s?°?\\s?[NSEWO]\\b"),
        Shape.of(
            "square",
            Category.GRID,
            TWO_CAPITALS,
            "[A-HJ-NP-Z]{2}\\s?\\d{3,5}\\s?\\d{3,5}" + NOT_A_LETTER));
  }

  private static List<Shape> addresses() {
    return List.of(
        Shape.of(
            "phone",
            Category.PHONE,
            FIGURE,
            "(?:\\+|00)?\\(?\\d{1,4}\\)?(?:[\\s./()-]{0,2}\\d{2,5}){2,6}(?:\\s?(?:ext|x|poste)\\.?\\s?\\d{1,5})?"
                + NOT_A_LETTER,
            Patterns::isPhone),
        Shape.of(
            "phone-extension",
            Category.PHONE,
            FIGURE,
            "\\d{3}[-. ]\\d{4}(?:\\s?(?:ext|x|poste)\\.?\\s?\\d{1,5})?" + NOT_A_LETTER),
        Shape.of(
            "phone-said",
            Category.PHONE,
            "tel phone mobile cell whatsapp satphone thuraya iridium ext poste telephone portable msisdn imei",
            "(?i)\\p{L}+\\.?[\\s:.no°-]*(?<what>\\+?[\\d(][\\d\\s().-]{1,18}\\d)"),
        Shape.of(
            "iban",
            Category.REFERENCE,
            TWO_CAPITALS,
            "[A-Z]{2}\\d{2}(?:\\s?[A-Z0-9]{4}){2,7}(?:\\s?[A-Z0-9]{1,4})?" + NOT_A_LETTER,
            Patterns::isIban),
        Shape.of(
            "frequency",
            Category.FREQUENCY,
            FIGURE,
            "(?i)\\d{1,5}(?:[.,]\\d{1,4})?\\s?(?:[kmg]hz|mégahertz|megahertz|kilohertz|mhz)(?:\\s(?:USB|LSB|AM|FM|BLU|simplex))?"
                + NOT_A_LETTER),
        Shape.of(
            "channel",
            Category.FREQUENCY,
            "channel channels chan ch canal net freq frequency frequence frequences frequencies",
            "(?i)\\p{L}+\\s?(?:no\\.?\\s?|n°\\s?|:\\s?|de\\s|of\\s)?\\d+(?:[.,]\\d+)?"
                + NOT_A_LETTER));
  }

  private static List<Shape> codes() {
    return List.of(
        Shape.of(
            "un-plate",
            Category.PLATE,
            "un u unmo unpol onu",
            "(?i)U\\.?N\\.?(?:MO|POL)?[ -]?\\d(?:[ .]?\\d){2,6}[A-Z]?" + NOT_A_LETTER),
        Shape.of(
            "plate",
            Category.PLATE,
            "plate plates registration reg immatricule immatriculee immatriculation plaque vehicle vehicule truck camion apc vab tail",
            "(?i)\\p{L}+\\s?(?:no\\.?|number|num\\p{L}*|n°)?[\\s:]*(?<what>(?=[A-Z \\d-]*\\d)[A-Z\\d]{1,4}[- ]?[A-Z\\d]{2,6}(?:[- ][A-Z\\d]{1,4})?)"
                + NOT_A_LETTER),
        Shape.of(
            "plate-shape",
            Category.PLATE,
            TWO_CAPITALS,
            "[A-Z]{2}[- ]\\d{3,4}[- ][A-Z]{1,3}" + NOT_A_LETTER),
        Shape.of(
            "service-number",
            Category.SERVICE_NUMBER,
            "service army personal force badge id matricule identity card passport passeport mle",
            "(?i)\\p{L}+\\s?(?:card|de service)?\\s?(?:no\\.?|number|num\\p{L}*|n°)?[\\s:#.]*"
                + "(?<what>[A-Z]{0,4}[-/ ]?\\d[\\dA-Z/-]{2,14})"
                + NOT_A_LETTER),
        Shape.of(
            "document",
            Category.REFERENCE,
            "ref refs reference references file dossier report rapport frago opord opo annex annexe serial serie sn ns n no nr nos letter lettre order ordre invoice facture contract contrat sitrep intrep memo fragord notice",
            "(?i)\\p{L}+\\.?\\s?(?:no\\.?|number|n°|°)?[\\s:#.]*(?<what>(?:\\p{L}{1,4}[\\s-])?[\\p{L}]*\\d[\\p{L}\\d/._-]*)"),
        Shape.of(
            "serial-said",
            Category.REFERENCE,
            "s",
            "(?i)s/n[\\s:#.]*(?<what>[\\p{L}\\d/._-]*\\d[\\p{L}\\d/._-]*)"));
  }

  private static List<Shape> counts() {
    String people =
        "(?:soldiers|troops|men|women|officers|personnel|police(?:men|women)?|casualties|dead|wounded|killed|injured|civilians|victims|houses|households|detainees|prisoners|refugees"
            + "|soldats|hommes|femmes|militaires|policiers|policières|gendarmes|blessés|morts|tués|pertes|victimes|civils|maisons|détenus|prisonniers|réfugiés|officiers"
            + "|KIA|WIA|MIA)";
    String things =
        "(?:weapons|rifles|guns|rounds|magazines|vehicles|trucks|carriers|radios|helmets|vests|devices|mortars|escorts|pickups|motorbikes|motorcycles|APCs?|IFVs?|tanks|boats|drones|grenades|mines|rockets|launchers|machine guns|detectors"
            + "|armes|fusils|munitions|cartouches|chargeurs|véhicules|camions|blindés|gilets|casques|mortiers|escortes|motos|bennes|chars|roquettes|lance-roquettes|mitrailleuses|engins|VAB|VBL)";
    String words =
        "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|hundreds|dozens?"
            + "|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|dizaines?|douzaines?)";
    String first =
        FIGURE
            + " two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds dozen dozens"
            + " deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents dizaine dizaines douzaine";
    return List.of(
        Shape.of(
            "weapon",
            Category.WEAPONS,
            "ak rpg pkm fn m mag hk t btr bmp brdm svd dshk amd famas",
            "(?i)(?:AK|RPG|PKM|FN|M|MAG|HK|T|BTR|BMP|BRDM|SVD|DSHK|AMD|FAMAS)[- ]?\\d{1,3}[A-Z]?\\d?"
                + NOT_A_LETTER),
        Shape.of(
            "calibre",
            Category.WEAPONS,
            FIGURE,
            "(?i)(?:\\d+\\s?x\\s?)?\\d+(?:[.,]\\d+)?\\s?mm"
                + NOT_A_LETTER
                + "(?:\\s(?:mortars?|guns?|rounds?|mortiers?))?"),
        Shape.of(
            "count-figures",
            Category.WEAPONS,
            FIGURE,
            "(?i)"
                + NUMBER
                + "(?:\\s?(?:of|out of|sur|/|x|de)\\s?(?:the\\s|les\\s)?(?:"
                + NUMBER
                + ")?)?"
                + "(?:[- ]?\\p{L}+[- ]){0,2}?(?:"
                + people
                + "|"
                + things
                + ")"
                + NOT_A_LETTER
                + ADJECTIVE
                + "(?:\\s?(?:\\(\\s?\\d+\\s\\p{L}+\\)|[\\d.,]+ \\p{L}+))?"),
        Shape.of(
            "count-words",
            Category.WEAPONS,
            first,
            "(?i)"
                + words
                + "(?:[- ](?:and |et )?"
                + words
                + ")*(?:[- ](?:\\p{L}+[- ]){0,2}?)"
                + things
                + NOT_A_LETTER
                + ADJECTIVE),
        Shape.of(
            "people-words",
            Category.CASUALTY,
            first,
            "(?i)"
                + words
                + "(?:[- ](?:and |et )?"
                + words
                + ")+(?:[- ](?:\\p{L}+[- ]){0,2}?)"
                + people
                + NOT_A_LETTER),
        Shape.of(
            "losses",
            Category.CASUALTY,
            first + " several some many plusieurs soldiers civilians soldats civils a one un",
            "(?i)(?:(?:"
                + words
                + "|\\d+|several|some|many|plusieurs|a|one|un|une)(?:[- ](?:and |et )?"
                + words
                + ")*[ ])?(?:(?:of (?:its|the|their) )|(?:de ses |des ))?(?:\\p{L}+ )?"
                + PEOPLE_ONE
                + "\\s(?:(?:were|was|have been|has been|had been|got|ont été|a été|avaient été|avait été|furent|sont|est)\\s(?:\\p{L}+ly )?)"
                + LOST
                + "(?:(?:,| and| et| or)?\\s(?:(?:"
                + words
                + "|\\d+|several|others?|autres?|plusieurs|one|un|une)\\s?)*(?:\\p{L}+ )?"
                + LOST
                + ")*"
                + NOT_A_LETTER),
        Shape.of(
            "serviceable",
            Category.WEAPONS,
            FIGURE,
            "(?i)\\d+ (?:are |is |sont |est )?(?:serviceable|unserviceable|disponibles?|indisponibles?|operational|opérationnels?|opérationnelles?|out of action|en panne|off the road|present|présents?)"),
        Shape.of(
            "money",
            Category.REFERENCE,
            FIGURE + " usd eur xaf xof cfa gbp",
            "(?i)(?:[$€£]|USD|EUR|XAF|XOF|CFA|GBP)\\s?\\d[\\d ,.]*(?:k|m|million)?|\\d[\\d ,.]*\\s?(?:(?:million|thousand|mille|millions de) )?(?:USD|EUR|dollars?|euros?|francs?|F? ?CFA|€|\\$|£|XAF|XOF)"));
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
    int digits = match.group().replaceAll("\\D", "").length();
    return digits >= 7 && digits <= 17; // ITU-T E.164: at most 15 digits, and 00 before
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
}
