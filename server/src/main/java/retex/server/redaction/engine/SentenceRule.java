package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out whole sentences that touch what must not be told in any words: misconduct, sources,
 * intelligence, a person's health, losses, and what is told of one unit only.
 */
final class SentenceRule implements Rule {

  private final Category category;
  private final String name;
  private final Pattern words;

  private SentenceRule(Category category, String name, String words) {
    this.category = category;
    this.name = name;
    this.words =
        Pattern.compile(
            "(?<![\\p{L}])(?:" + words + ")(?![\\p{L}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  static List<Rule> all() {
    return List.of(
        new SentenceRule(
            Category.MISCONDUCT,
            "misconduct",
            "misconduct|alleg\\p{L}*|accus\\p{L}*|investigat\\p{L}*|SEA|sexual\\p{L}*|exploitation|abus\\p{L}*|rape\\p{L}*|brib\\p{L}*"
                + "|corrupt\\p{L}*|theft|thefts|stole|stolen|steal\\p{L}*|smuggl\\p{L}*|fraud\\p{L}*|prostitut\\p{L}*|brothel\\p{L}*"
                + "|paternity|drunk\\p{L}*|alcohol|drugs?|disciplin(?:e|ary) (?:case|action|board|measure)\\p{L}*|disciplinary|repatriat\\p{L}*"
                + "|court[- ]martial\\p{L}*|punish\\p{L}*|harass\\p{L}*|fight(?:ing)? with|black market|complain(?:t|ts|ed)|inquiry|OIOS"
                + "|inconduite|faute(?:s)? de conduite|allégation\\p{L}*|accus\\p{L}*|enquêt\\p{L}*|sexuel\\p{L}*|viol|viols|violée?s?|corromp\\p{L}*"
                + "|pot-de-vin|pots-de-vin|vol|vols|volée?s?|détourn\\p{L}*|contreband\\p{L}*|prostitu\\p{L}*|ivre\\p{L}*|ivresse|alcool|drogue\\p{L}*"
                + "|sanction\\p{L}*|rapatri\\p{L}*|plainte\\p{L}*|harcèl\\p{L}*|trafic\\p{L}*|marché noir|puni\\p{L}*"),
        new SentenceRule(
            Category.SOURCE,
            "source",
            "informant\\p{L}*|informer\\p{L}*|source|sources|witness\\p{L}*|victim|victims|village (?:chief|elder)\\p{L}*|elder|elders|imam\\p{L}*"
                + "|priest\\p{L}*|chief of the village|local (?:chief|leader|official|woman|man|trader|teacher)\\p{L}*|mayor|governor|prefect"
                + "|host[- ]state (?:officer|official|police|army)\\p{L}*|shopkeeper\\p{L}*|(?:he|she|they) told|told (?:us|the team|me|our)|confid(?:ed|ential)\\p{L}*"
                + "|asked not to be|anonym\\p{L}*|interpreter (?:said|told|named|called)|language assistant (?:said|told|named|called)"
                + "|informateur\\p{L}*|informatrice\\p{L}*|témoin\\p{L}*|victime|victimes|chef de village|chef du village|ancien du village|notable\\p{L}*"
                + "|curé|préfet|gouverneur|maire|commerçant\\p{L}*|sous couvert|nous a (?:dit|confié|rapporté)|a confié|confidence\\p{L}*|confidentiel\\p{L}*|habitant\\p{L}*|villageois\\p{L}*"),
        new SentenceRule(
            Category.INTELLIGENCE,
            "intelligence",
            "intelligence|intercept\\p{L}*|HUMINT|SIGINT|drone\\p{L}*|armed group\\p{L}*|rebel\\p{L}*|militia\\p{L}*|insurgen\\p{L}*|jihad\\p{L}*|ambush\\p{L}*"
                + "|terroris\\p{L}*|hostile element\\p{L}*|enemy|enemies|attack (?:is|was) planned|planned attack\\p{L}*|weapons cache\\p{L}*|JMAC|U2|G2|S2"
                + "|renseignement\\p{L}*|interception\\p{L}*|groupe(?:s)? armé(?:s)?|rebelle\\p{L}*|milice\\p{L}*|milicien\\p{L}*|embuscade\\p{L}*"
                + "|terrorist\\p{L}*|ennemi\\p{L}*|cache d'armes|attaque prévue"),
        new SentenceRule(
            Category.MEDICAL,
            "medical-person",
            "HIV|malaria|pregnan\\p{L}*|miscarri\\p{L}*|suicid\\p{L}*|depress(?:ed|ion)|diabet\\p{L}*|hepatitis|epilep\\p{L}*|amput\\p{L}*|surgery|blood type|psychiatr\\p{L}*"
                + "|hospitali[sz]ed|diagnos\\p{L}*|VIH|paludisme|enceinte|grossesse|dépression|diabèt\\p{L}*|hépatite|épilep\\p{L}*|hospitalis\\p{L}*|opéré\\p{L}*|groupe sanguin"),
        new SentenceRule(
            Category.CASUALTY,
            "losses",
            "killed|died|dead|death|deaths|fatalit\\p{L}*|kill|tué\\p{L}*|mort|morts|morte|décès|décédé\\p{L}*|wounded|were injured|was injured|blessé(?:s|e|es)? (?:par|lors|grièvement|légèrement)|were hurt|lost a leg|KIA|WIA"),
        new SentenceRule(
            Category.INDIRECT,
            "told-of-one-only",
            "(?:the )?only (?:unit|company|battalion|contingent|platoon|woman|officer|female|one|country|state)|the (?:first|last) (?:unit|battalion|contingent|woman|female)"
                + "|sent home|never before|la seule (?:unité|compagnie|femme)|le seul (?:bataillon|contingent|officier|pays)|seule unité|seul bataillon|renvoyée?s? chez|la première femme"
                + "|that lost its|qui a perdu son|newest contingent|smallest contingent|largest contingent|plus grand contingent|plus petit contingent"));
  }

  @Override
  public List<Span> find(NormalText text) {
    var spans = new ArrayList<Span>();
    for (Sentences.Sentence sentence : Sentences.of(text.text())) {
      if (words.matcher(text.text().substring(sentence.from(), sentence.to())).find()) {
        spans.add(text.span(sentence.from(), sentence.to(), category, "sentence", name, 0.9));
      }
    }
    return spans;
  }
}
