package retex.server.redaction.engine;

import static retex.server.redaction.engine.PatternRule.FIGURE;

import java.util.List;
import retex.server.redaction.engine.PatternRule.Shape;

/** Patterns of strengths, holdings, losses and sums of money, in figures and in words. */
final class CountPatterns {

  private static final String END = "(?![\\p{L}\\d])";
  private static final String FIGURES = "\\d[\\d ,.]{0,40}";
  private static final String WORDS =
      "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?"
          + "|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|centaines?|dizaines?|douzaines?)";
  private static final String FIRST_WORDS =
      "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen dozens"
          + " deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille centaine dizaine dizaines douzaine quatre";
  private static final String FIRST = FIGURE + " " + FIRST_WORDS;
  private static final String NUMBER =
      "(?:" + FIGURES + "|" + WORDS + "(?:[- ](?:and |et )?" + WORDS + ")*)";
  private static final String SHARE =
      "(?:\\s?(?:of|out of|sur|/|x|des?|à|to|-)\\s?(?:the\\s|its\\s|their\\s|les\\s|ses\\s|leurs\\s)?"
          + NUMBER
          + ")?";
  private static final String PEOPLE =
      "(?:soldiers|troops|men|women|officers|personnel|police(?:men|women)?|casualties|dead|wounded|killed|injured|civilians|victims|houses|households|detainees|prisoners|refugees|fatalities|deaths|peacekeepers|gendarmes"
          + "|soldats|hommes|femmes|militaires|policiers|policières|blessés|morts|tués|pertes|victimes|civils|maisons|détenus|prisonniers|réfugiés|officiers|décès|casques bleus"
          + "|KIA|WIA|MIA)";
  private static final String THINGS =
      "(?:weapons?|rifles|guns|machine[- ]guns|rounds|magazines|belts|shells|bullets|cartridges|pistols|revolvers|shotguns|missiles|bombs|detonators|explosives|launchers|vehicles|trucks|lorries|carriers|radios|handsets|helmets|vests|devices|mortars|escorts|pickups|pick-ups|motorbikes|motorcycles|APCs?|IFVs?|tanks|boats|drones|grenades|mines|rockets|detectors|jammers|goggles|sights|binoculars|sets|generators|ambulances|buses|tankers|bowsers|trailers|excavators|dozers|bulldozers|graders|loaders|cranes|helicopters|aircraft|containers|tents|cameras|sensors|tubes|launchers|jeeps|cars|sandbags|bunkers"
          + "|armes|fusils|pistolets|munitions|cartouches|chargeurs|obus|balles|missiles|roquettes|véhicules|camions|blindés|gilets|casques|mortiers|escortes|motos|bennes|chars|lance-roquettes|lance-grenades|mitrailleuses|engins|VAB|VBL|radios|postes radio|postes|jumelles|groupes électrogènes|ambulances|cars|citernes|remorques|pelles|niveleuses|grues|hélicoptères|aéronefs|conteneurs|tentes|brouilleurs|détecteurs|vedettes|pirogues|embarcations)";
  private static final String ADJECTIVE =
      "(?:\\s(?:blindés?|légers?|lourds?|lourdes|légères|individuels|individuelles|tactiques?|de transport|de combat|de 4x4|à eau|de vision nocturne)"
          + END
          + ")?";
  private static final String BETWEEN = "(?:[- ](?:\\p{L}+[- ]){0,3}?)";
  private static final String IN_STATE =
      "(?:\\s(?:are |is |were |was |sont |est |étaient )?(?:serviceable|unserviceable|disponibles?|indisponibles?|operational|opérationnels?|opérationnelles?|out of action|en panne|hors service|off the road|present|présents?|présentes?|missing|manquants?|manquantes?|short|run|running|roulent|broken down|in working order|en état de marche|en état))";
  private static final String STATE = IN_STATE + "?";
  private static final String PERSONS =
      "(?:soldiers?|troops|m[ae]n|wom[ae]n|officers?|peacekeepers?|civilians?|people|persons?|child(?:ren)?|drivers?|villagers?|colleagues?|comrades?|soldats?|soldates?|militaires?|hommes?|femmes?|officiers?|policiers?|civils?|personnes?|enfants?|casques? bleus?|camarades?|villageois|corporals?|sergeants?|lieutenants?|captains?|medics?|gunners?|sappers?|police(?:man|woman|men|women)|guards?|caporal|caporaux|sergents?|capitaines?|conducteurs?|infirmiers?|gendarmes?|sapeurs?|adjudants?)";
  private static final String LOST =
      "(?:killed|wounded|injured|hurt|shot|died|dead|lost|tuée?s?|blessée?s?|mortellement blessés?|morte?s?|décédée?s?|perdus?)";
  private static final String FATE =
      "(?:slightly |seriously |badly |légèrement |grièvement )?(?:dead|wounded|killed|injured|missing|casualties|fatalities|deaths|morte?s?|tuée?s?|blessée?s?|décès|disparus?)";
  private static final String CURRENCY =
      "(?:USD?|US\\$|EUR|XAF|XOF|GBP|CHF|dollars?|euros?|francs?(?: CFA)?|F? ?CFA|FCFA|pounds?(?: sterling)?|shillings?|naira|cedis?|dinars?|dirhams?|dalasis?|leones?|kwachas?|rands?|gourdes?|livres?|pesos?|rupees?|roupies?|crowns?|couronnes?|birr|bucks?|[€$£])";
  private static final String AMOUNT =
      "(?:"
          + FIGURES
          + "\\s?(?:k|m|bn)?(?:\\s?(?:hundred|thousand|million|millions|mille|cent|milliers|milliards?))*|"
          + WORDS
          + "(?:[- ](?:and |et )?(?:"
          + WORDS
          + "|millions?|milliards?))*|millions?)";

  private static final String SOON_THINGS =
      "weapon weapons rifles guns rounds magazines belts shells bullets cartridges pistols"
          + " revolvers shotguns missiles bombs detonators explosives launchers vehicles trucks lorries"
          + " carriers radios handsets helmets vests devices mortars escorts pickups pick-ups motorbikes"
          + " motorcycles apc apcs ifv ifvs tanks boats drones grenades mines rockets detectors jammers"
          + " goggles sights binoculars sets generators ambulances buses tankers bowsers trailers"
          + " excavators dozers bulldozers graders loaders cranes helicopters aircraft containers tents"
          + " cameras sensors tubes jeeps cars sandbags bunkers ups armes fusils pistolets munitions"
          + " cartouches chargeurs obus balles roquettes vehicules camions blindes gilets casques"
          + " mortiers escortes motos bennes chars lance grenades mitrailleuses engins vab vbl postes"
          + " jumelles groupes electrogenes citernes remorques pelles niveleuses grues helicopteres"
          + " aeronefs conteneurs tentes brouilleurs detecteurs vedettes pirogues embarcations";
  private static final String SOON_PEOPLE =
      "soldiers troops men women officers personnel police policemen policewomen casualties dead"
          + " wounded killed injured civilians victims houses households detainees prisoners refugees"
          + " fatalities deaths peacekeepers gendarmes soldats hommes femmes militaires policiers"
          + " policieres blesses morts tues pertes victimes civils maisons detenus prisonniers refugies"
          + " officiers deces casques kia wia mia disparus";
  private static final String SOON_LOST =
      "killed wounded injured hurt shot died dead lost tue tues tuee tuees blesse blesses blessee"
          + " blessees mort morts morte mortes decede decedes decedee decedees perdu perdus";
  private static final String SOON_STATE =
      "serviceable unserviceable disponible disponibles indisponible indisponibles operational"
          + " operationnel operationnels operationnelle operationnelles out en hors off present presents"
          + " in";
  private static final String SOON_CURRENCY =
      "usd us eur xaf xof gbp chf dollar dollars euro euros franc francs cfa fcfa pound pounds"
          + " shilling shillings naira cedi cedis dinar dinars dirham dirhams dalasi dalasis leone"
          + " leones kwacha kwachas rand rands gourde gourdes livre livres peso pesos rupee rupees"
          + " roupie roupies birr f buck bucks crown crowns couronne couronnes";
  private static final String SOON_PERSONS =
      "soldier soldiers troops man men woman women officer officers peacekeeper peacekeepers"
          + " civilian civilians people person persons child children driver drivers villager villagers"
          + " colleague colleagues comrade comrades soldat soldats soldate soldates militaire militaires"
          + " homme hommes femme femmes officier officiers policier policiers civil civils personne"
          + " personnes enfant enfants casque casques camarade camarades villageois";

  private CountPatterns() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
                "weapon",
                Category.WEAPONS,
                "ak rpg pkm fn m mag hk t btr bmp brdm svd dshk amd famas aml vab vbl",
                "(?i)(?:AK|RPG|PKM|FN|M|MAG|HK|T|BTR|BMP|BRDM|SVD|DSHK|AMD|FAMAS|AML|VAB|VBL)[- ]?\\d{1,3}[A-Z]?\\d?"
                    + END)
            .before(FIGURE),
        Shape.of(
                "calibre",
                Category.WEAPONS,
                FIGURE,
                "(?i)(?:\\d+\\s?x\\s?)?\\d+(?:[.,]\\d+)?\\s?mm"
                    + END
                    + "(?:\\s(?:mortars?|guns?|rounds?|mortiers?|cannons?|canons?|machine guns?))?")
            .before("mm"),
        Shape.of(
                "count",
                Category.WEAPONS,
                FIRST,
                "(?i)"
                    + NUMBER
                    + SHARE
                    + BETWEEN
                    + THINGS
                    + END
                    + ADJECTIVE
                    + "(?: sur "
                    + NUMBER
                    + ")?"
                    + STATE
                    + "(?:\\s?\\(\\s?"
                    + NUMBER
                    + "\\s\\p{L}+\\)|(?:,| and| et) "
                    + NUMBER
                    + "(?:"
                    + IN_STATE
                    + "|"
                    + BETWEEN
                    + THINGS
                    + ")"
                    + END
                    + "| of \\d[\\d.,]*(?: \\p{L}+)?)?")
            .before(SOON_THINGS),
        Shape.of(
                "count-people",
                Category.CASUALTY,
                FIGURE,
                "(?i)" + FIGURES + SHARE + "(?:[- ]?\\p{L}+[- ]){0,2}?[ ]?" + PEOPLE + END + STATE)
            .before(SOON_PEOPLE),
        Shape.of(
                "count-people-in-words",
                Category.CASUALTY,
                FIRST_WORDS,
                "(?i)"
                    + WORDS
                    + "(?:[- ](?:and |et )?"
                    + WORDS
                    + ")+"
                    + BETWEEN
                    + PEOPLE
                    + END
                    + "|"
                    + NUMBER
                    + "(?:\\s?(?:of|out of|sur|des)\\s?(?:the\\s|its\\s|their\\s|les\\s|ses\\s|leurs\\s)"
                    + NUMBER
                    + ")"
                    + BETWEEN
                    + PEOPLE
                    + END
                    + "|"
                    + NUMBER
                    + " "
                    + FATE
                    + "(?:(?:,| and| et) "
                    + NUMBER
                    + " "
                    + FATE
                    + ")*"
                    + END)
            .before(SOON_PEOPLE),
        Shape.of(
                "losses",
                Category.CASUALTY,
                FIRST
                    + " several some many plusieurs soldiers civilians soldats civils a one un une",
                "(?i)(?:(?:"
                    + NUMBER
                    + "|several|some|many|plusieurs|a|one|un|une) )?(?:(?:of (?:its|the|their|our) )|(?:de (?:ses|nos) |des ))?(?:\\p{L}+ )?"
                    + PERSONS
                    + "\\s(?:(?:were|was|have been|has been|had been|got|ont été|a été|avaient été|avait été|furent|fut|sont|est|ont)\\s(?:\\p{L}+ly )?)?"
                    + LOST
                    + "(?:(?:,| and| et| or)?\\s(?:(?:"
                    + NUMBER
                    + "|several|others?|autres?|plusieurs|one|un|une)\\s?)*(?:\\p{L}+ )?(?:were |was |ont été |a été )?"
                    + LOST
                    + ")*"
                    + END)
            .before(SOON_LOST),
        Shape.of(
                "lost",
                Category.CASUALTY,
                "lost lose loses losing perdu perdus perd perdent deplore deplorent mourned buried",
                "(?i)\\p{L}+ (?:"
                    + NUMBER
                    + "|a|one|some|several|un|une|plusieurs|la mort de) ?(?:of (?:its|their) )?(?:\\p{L}+ )?"
                    + PERSONS
                    + END)
            .before(SOON_PERSONS),
        Shape.of(
                "serviceable",
                Category.WEAPONS,
                FIRST,
                "(?i)"
                    + NUMBER
                    + SHARE
                    + " (?:are |is |were |sont |est |étaient )?(?:serviceable|unserviceable|disponibles?|indisponibles?|operational|opérationnels?|opérationnelles?|out of action|en panne|hors service|off the road|present|présents?|in working order|en état de marche)"
                    + END)
            .before(SOON_STATE),
        Shape.of(
                "dozens",
                Category.CASUALTY,
                "a une dozen dozens douzaine dizaine vingtaine trentaine centaine",
                "(?i)(?:an? |une )?(?:dozens?|douzaines?|dizaines?|vingtaines?|trentaines?|centaines?) (?:of |de |d')?(?:the |its |their |\\p{L}+ )?(?:"
                    + PEOPLE
                    + "|"
                    + THINGS
                    + ")"
                    + END)
            .before(SOON_PEOPLE + " " + SOON_THINGS),
        Shape.of(
            "all-ranks",
            Category.CASUALTY,
            FIGURE,
            "(?i)\\d[\\d ,.]{0,40} (?:all ranks|tous grades|toutes catégories|strong|pax)" + END),
        Shape.of(
                "strength-at-work",
                Category.CASUALTY,
                FIGURE,
                "(?i)\\d{2,4} (?:on (?:shift|duty|leave|parade|strength)|de (?:service|quart)|en permission)"
                    + END)
            .before("shift duty leave parade strength service quart permission"),
        Shape.of(
                "measured-store",
                Category.WEAPONS,
                FIRST + " roughly about environ",
                "(?i)(?:(?:roughly|about|some|environ) )?(?:"
                    + NUMBER
                    + " )(?:cubic (?:met(?:re|er)s?) of|m3 of|mètres cubes (?:de |d')|met(?:re|er)s of (?=det|safety|barbed|concertina|wire|cable)|mètres de (?=cordeau|mèche|barbelé|câble|concertina))(?: ?\\p{L}+)(?: (?:cord|wire|fuse|cable|détonant|lente))?"
                    + END)
            .before("cubic m3 m cubes metres meters"),
        Shape.of(
                "share-in-words",
                Category.WEAPONS,
                FIRST_WORDS,
                "(?i)"
                    + WORDS
                    + "(?:[- ](?:and |et )?"
                    + WORDS
                    + ")* (?:(?:out )?of (?:the |its |their )?|sur (?:les |ses |leurs )?)(?!five"
                    + END
                    + "|cinq"
                    + END
                    + ")"
                    + WORDS
                    + "(?:[- ](?:and |et )?"
                    + WORDS
                    + ")*"
                    + END)
            .before(FIRST_WORDS),
        Shape.of(
                "part",
                Category.WEAPONS,
                "half a one two three third quarter la le un une les deux trois moitie tiers",
                "(?i)(?:half|a third|one third|two[- ]thirds|a quarter|one quarter|three[- ]quarters|la moitié|le tiers|un tiers|les deux tiers|deux tiers|un quart|le quart|les trois quarts|trois quarts)(?: of| du| des| de)?(?: the| its| their| les| ses| leurs)?(?: \\p{L}+){0,2}? (?:"
                    + THINGS
                    + "|fleet|parc)"
                    + END
                    + ADJECTIVE
                    + STATE)
            .before(SOON_THINGS + " fleet parc"),
        Shape.of(
            "times",
            Category.WEAPONS,
            FIGURE + " x",
            "(?i)x\\s?\\d+" + END + "|\\d+\\s?x(?=[\\s\\p{Lu}])"),
        Shape.of(
                "money",
                Category.REFERENCE,
                FIRST + " million millions",
                "(?i)[$€£]?" + AMOUNT + "\\s?(?:de |d'|of )?" + CURRENCY + END)
            .before(SOON_CURRENCY),
        Shape.of(
                "money",
                Category.REFERENCE,
                FIRST,
                "(?i)" + AMOUNT + "\\s(?:millions?|milliards?|billions?)" + END)
            .before("million millions milliard milliards billion billions"),
        Shape.of(
                "money-sign",
                Category.REFERENCE,
                FIGURE,
                "(?i)(?:US ?)?[$€£]\\s?\\d[\\d ,.]{0,40}(?:\\s?(?:k|m|bn|million|thousand|millions)"
                    + END
                    + ")?(?: (?:an?|per|the) \\p{L}+)?|\\d[\\d ,.]{0,40}\\s?(?:k|K|M|m|Md)?(?:US)?[$€£]")
            .with("$€£"),
        Shape.of(
                "money-before",
                Category.REFERENCE,
                "usd us eur xaf xof cfa fcfa gbp chf",
                "(?i)(?:US ?\\$|[$€£]|USD|EUR|XAF|XOF|FCFA|CFA|GBP|CHF)\\s?\\d[\\d ,.]{0,40}(?:\\s?(?:k|m|bn|million|thousand|millions)"
                    + END
                    + ")?")
            .before(FIGURE));
  }
}
