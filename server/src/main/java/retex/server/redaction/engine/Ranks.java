package retex.server.redaction.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Military and police ranks and forms of address, English and French, whole and abbreviated. */
final class Ranks {

  // NATO STANAG 2116 grades and UN police practice; abbreviations as staff officers write them
  private static final String NAMES =
      "General|Gen|Lieutenant|Lt|Ltn|Brigadier|Brig|Colonel|Col|Major|Maj|Captain|Capt|Cpt|Sergeant|Sgt"
          + "|SSgt|MSgt|Corporal|Cpl|LCpl|Private|Pte|Pvt|Warrant|WO|WO1|WO2|CWO|SWO|Cadet|Ensign|Admiral"
          + "|Adm|Commander|Cmdr|Cdr|Commodore|Cdre|Inspector|Insp|Superintendent|Supt|DSP|ASP|Constable"
          + "|Const|Commissioner|Comm|Chief|Officer|Doctor|Dr|Mr|Mrs|Ms|Miss|Sir|Rev|Padre"
          + "|Général|Gén|Gal|GCA|GDI|GBR|Lieutenant-colonel|LCL|Commandant|Cdt|CDT|Cne|CNE|Capitaine"
          + "|Cap|Slt|Sous-lieutenant|Aspirant|Asp|Adjudant|Adj|Adjudant-chef|ADC|Sergent|Sgt-chef"
          + "|Sergent-chef|SCH|Caporal|Cal|Caporal-chef|CCH|Soldat|Sdt|Brigadier-chef|Maréchal|Commissaire"
          + "|Inspecteur|Gendarme|Gardien|Docteur|Monsieur|Madame|Mme|Mlle|Mademoiselle|MM|Ltt|Ctn|Comdt"
          + "|Inspectrice|Quartermaster|Nurse|Chaplain|Interpreter|Sergente|Lieutenante|Colonelle|Commandante"
          + "|Adjudante|Caporale|Infirmier|Infirmière|Soldate|Caporale-chef|Sergente-chef|Sergente-cheffe|Générale"
          + "|Brigadière|Policière|Secouriste|Médecin|Pilote|Officier|Sapper|Gunner|Trooper|Rifleman|Recruit|Seaman"
          + "|Airman|Fusilier|Guardsman|Signaller|Bombardier|Legionnaire|Sister|Brother|Father|Sous-lieutenante"
          + "|Cheffe|Sapeur|Tireur|Matelot|Légionnaire|Sœur|Frère|Père|Abbé"
          + "|Oblt|Hptm|Tte|Tcol|Ten|Alf|Kapten|Kpt|Yzb|Subedar|Havildar|Naik|Sepoy|Jemadar|Risaldar|Flt|Sqn|Wg|PO|CPO|LH|Spr"
          + "|Gnr|Tpr|Rfn|MDL|Mjr|PC|SP|SSP|DIG|Yeoman|Surg|Surgeon|Ldr|EV1|EV2|LV|CF|CV|QM|Premier-maître|Second-maître|Fourrier"
          + "|Brigadier-général|Sapeuse|Cavalier|Chasseur|Méd|Pharmacien|Vétérinaire|Préfet|Bosco|Lance|Cst"
          + "|FPO|SPO|MILOB|UNMO|TL|CO|OC|DCO|COS|XO|RSM|CSM|OIC|UNPOL|IPO";

  private static final Set<String> FOLDED =
      Arrays.stream(NAMES.split("\\|"))
          .map(NormalText::fold)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> SHORT =
      Set.of(
          "gen", "brig", "col", "ltcol", "lt", "ltn", "maj", "capt", "cpt", "sgt", "ssgt", "msgt",
          "cpl", "lcpl", "pte", "pvt", "insp", "supt", "mr", "mrs", "ms", "dr", "cdr", "cmdr",
          "cne", "cdt", "lcl", "slt", "adj", "adc", "sch", "cch", "sdt", "mme", "mlle");

  private Ranks() {}

  static boolean isRank(String word) {
    return FOLDED.contains(NormalText.fold(word).toLowerCase(Locale.ROOT));
  }

  /** Whether a rank is an abbreviation, which nothing but a name follows. */
  static boolean isShort(String folded) {
    return SHORT.contains(folded);
  }

  static Set<String> shortOnes() {
    return SHORT;
  }

  /** The first words of ranks, in lower case without accents. */
  static String words() {
    return FOLDED.stream()
        .map(rank -> rank.split("-")[0])
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The ranks as one alternative of a pattern. */
  static String pattern() {
    return "(?:" + NAMES + ")";
  }
}
