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
  private static final String MINUTES =
      "(?:\\s?\\d{1,2}(?:[.,]\\d+)?\\s?['m]\\s?(?:\\d{1,2}(?:[.,]\\d+)?\\s?(?:\"|''|″|s)\\s?)?)?";

  private Patterns() {}

  /**
   * All of them as one rule, which is made once: where each may begin takes a while to find out.
   */
  static PatternRule rule() {
    return Made.RULE;
  }

  private static final class Made {

    static final PatternRule RULE = new PatternRule(all());
  }

  static List<Shape> all() {
    var all = new ArrayList<Shape>();
    all.addAll(places());
    all.addAll(addresses());
    all.addAll(codes());
    all.addAll(CountPatterns.all());
    all.addAll(DatePatterns.all());
    all.addAll(NamePatterns.all());
    all.addAll(TimePatterns.all());
    all.addAll(StrengthPatterns.all());
    all.addAll(PartPatterns.all());
    all.addAll(EventPatterns.all());
    all.addAll(EventPatterns.said());
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
                Patterns::isGrid)
            .figures(1, 2),
        Shape.of(
                "grid-said",
                Category.GRID,
                "grid gr mgrs utm coord coords coordinate coordinates coordonnees coordonnee carroyage grille position pos posn loc repere",
                "(?i)\\p{L}+(?:\\s(?:ref(?:erence)?|reference|square|utm|mgrs|n°|no))?[\\s:.,#-]*"
                    + "(?:(?:\\d{1,2}\\s?[C-X]\\s)?(?:[A-Z]{2}[\\s-]?)?\\d[\\d\\s.,-]{1,16}\\d)"
                    + NOT_A_LETTER)
            .before(FIGURE),
        Shape.of(
                "utm",
                Category.GRID,
                FIGURE + " zone fuseau",
                "(?i)(?:(?:zone|fuseau)\\s)?(?:0?[1-9]|[1-5]\\d|60)\\s?[C-X][\\s,;:]+(?:E\\s)?0?\\d{6}(?:[.,]\\d+)?\\s*m?\\s?E?[\\s,;/]+(?:N\\s)?\\d{6,7}(?:[.,]\\d+)?\\s*m?\\s?[NS]?"
                    + NOT_A_LETTER)
            .figures(1, 2),
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
                "degrees",
                Category.GRID,
                "lat latitude",
                "(?i)lat(?:itude)?[ .:]{1,3}[-+]?\\d{1,2}[.,]\\d+[ ,;/]{1,3}(?:et |and )?lon(?:g|gitude)?[ .:]{1,3}[-+]?\\d{1,3}[.,]\\d+"
                    + NOT_A_LETTER)
            .before(FIGURE),
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
                "[A-HJ-NP-Z]{2}\\s?\\d{3,5}\\s?\\d{3,5}" + NOT_A_LETTER)
            .before(FIGURE));
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
                "\\d{3}[-. ]\\d{4}(?:\\s?(?:ext|x|poste)\\.?\\s?\\d{1,5})?" + NOT_A_LETTER)
            .figures(3, 3),
        Shape.of(
                "phone-said",
                Category.PHONE,
                "tel phone mobile cell whatsapp satphone thuraya iridium ext poste telephone portable msisdn imei",
                "(?i)\\p{L}+\\.?[\\s:.no°-]*(?:\\+?[\\d(][\\d\\s().-]{1,18}\\d)")
            .before(FIGURE),
        Shape.of(
                "iban",
                Category.REFERENCE,
                TWO_CAPITALS,
                "[A-Z]{2}\\d{2}(?:\\s?[A-Z0-9]{4}){2,7}(?:\\s?[A-Z0-9]{1,4})?" + NOT_A_LETTER,
                Patterns::isIban)
            .before(FIGURE),
        Shape.of(
                "frequency",
                Category.FREQUENCY,
                FIGURE,
                "(?i)\\d{1,5}(?:[.,]\\d{1,4})?\\s?(?:[kmg]hz|mégahertz|megahertz|kilohertz|mhz)(?:\\s(?:USB|LSB|AM|FM|BLU|simplex))?"
                    + NOT_A_LETTER)
            .before("khz mhz ghz kilohertz megahertz"),
        Shape.of(
                "channel",
                Category.FREQUENCY,
                "channel channels chan ch canal voie voies net freq frequency frequence frequences frequencies",
                "(?i)\\p{L}+\\.?\\s?(?:no\\.?\\s?|n°\\s?|:\\s?|de\\s|of\\s)?\\d+(?:[.,]\\d+)?"
                    + NOT_A_LETTER)
            .before(FIGURE));
  }

  private static List<Shape> codes() {
    return List.of(
        Shape.of(
                "un-plate",
                Category.PLATE,
                "un u unmo unpol onu",
                "(?i)U\\.?N\\.?(?:MO|POL)?[ -]?\\d(?:[ .]?\\d){2,6}[A-Z]?" + NOT_A_LETTER)
            .before(FIGURE),
        Shape.of(
                "plate",
                Category.PLATE,
                "plate plates registration reg immatricule immatriculee immatriculation plaque vehicle vehicule truck camion apc vab tail",
                "(?i)\\p{L}+\\s?(?:no\\.?|number|num\\p{L}*|n°)?[\\s:]*(?<what>(?=[A-Z \\d-]*\\d)[A-Z\\d]{1,4}[- ]?[A-Z\\d]{2,6}(?:[- ][A-Z\\d]{1,4})?)"
                    + NOT_A_LETTER)
            .before(FIGURE),
        Shape.of(
                "plate-shape",
                Category.PLATE,
                TWO_CAPITALS,
                "[A-Z]{2}[- ]\\d{3,4}[- ][A-Z]{1,3}" + NOT_A_LETTER)
            .before(FIGURE),
        Shape.of(
                "service-number",
                Category.SERVICE_NUMBER,
                "service army personal force badge id matricule identity card passport passeport mle",
                "(?i)\\p{L}+\\s?(?:card|de service)?\\s?(?:no\\.?|number|num\\p{L}*|n°)?[\\s:#.]*"
                    + "(?<what>[A-Z]{0,4}[-/ ]?\\d[\\dA-Z/-]{2,14})"
                    + NOT_A_LETTER)
            .before(FIGURE),
        Shape.of(
                "document",
                Category.REFERENCE,
                "ref refs reference references file dossier report rapport frago opord opo annex annexe serial serie sn ns n no nr nos letter lettre order ordre invoice facture contract contrat sitrep intrep memo fragord notice",
                "(?i)\\p{L}+\\.?\\s?(?:no\\.?|number|n°|°)?[\\s:#.]*(?<what>(?:\\p{L}{1,4}[\\s-])?[\\p{L}]*\\d[\\p{L}\\d/._-]*)")
            .before(FIGURE),
        Shape.of(
                "password",
                Category.REFERENCE,
                "password passwords passphrase code codeword countersign challenge mot mots passe sommation",
                "(?i)(?:pass ?words?|pass ?phrase|code ?words?|countersign|challenge|mots? de passe|sommation)(?: \\p{L}+){0,4}?\\s?[:=]?\\s?[«“\"]\\s?(?<what>[^»”\"\\n]{2,40}?)\\s?[»”\"]")
            .with("«“\""),
        Shape.of(
                "serial-said",
                Category.REFERENCE,
                "s",
                "(?i)s/n[\\s:#.]*(?<what>[\\p{L}\\d/._-]*\\d[\\p{L}\\d/._-]*)")
            .before(FIGURE));
  }

  private static boolean isGrid(MatchResult match) {
    if (match.group().contains(" sur ")) {
      return false; // a share
    }
    String digits = match.group().replaceAll("^\\s*\\d{1,2}", "").replaceAll("\\D", "");
    boolean bare = digits.isEmpty();
    // a bare zone and square ("36N AB") counts only as written on maps, in capitals
    return bare
        ? match.group().equals(match.group().toUpperCase(Locale.ROOT)) && match.group().length() > 4
        : digits.length() % 2 == 0 || digits.length() >= 4;
  }

  private static boolean isPhone(MatchResult match) {
    long digits = match.group().chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 7 && digits <= 17; // ITU-T E.164: at most 15 digits, and 00 before
  }

  private static boolean isIban(MatchResult match) {
    String compact = match.group().replaceAll("\\s", "");
    String turned = compact.substring(4) + compact.substring(0, 4);
    var number = new StringBuilder();
    for (char c : turned.toCharArray()) {
      number.append(Character.getNumericValue(c));
    }
    // ISO 13616: the rearranged number modulo 97 is 1
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }
}
