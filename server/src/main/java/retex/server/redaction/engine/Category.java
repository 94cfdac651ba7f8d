package retex.server.redaction.engine;

import java.util.EnumSet;
import java.util.Set;

/** Kinds of detail that are taken out, with the word that stands in their place. */
public enum Category {
  PERSON("PERSON", "PERSONNE"),
  EVALUATOR("EVALUATOR", "ÉVALUATEUR"),
  UNIT("UNIT", "UNITÉ"),
  STATE("STATE", "ÉTAT"),
  MISSION("MISSION", "MISSION"),
  PLACE("PLACE", "LIEU"),
  GRID("GRID", "COORDONNÉES"),
  DATETIME("DATE OR TIME", "DATE OU HEURE"),
  PHONE("PHONE", "TÉLÉPHONE"),
  EMAIL("ADDRESS", "ADRESSE"),
  CALLSIGN("CALL SIGN", "INDICATIF"),
  FREQUENCY("FREQUENCY", "FRÉQUENCE"),
  PLATE("PLATE", "IMMATRICULATION"),
  SERVICE_NUMBER("SERVICE NUMBER", "MATRICULE"),
  REFERENCE("REFERENCE", "RÉFÉRENCE"),
  WEAPONS("HOLDINGS", "DOTATION"),
  CASUALTY("CASUALTIES", "PERTES"),
  MEDICAL("MEDICAL DETAIL", "DÉTAIL MÉDICAL"),
  MISCONDUCT("SENTENCE WITHHELD", "PHRASE NON COMMUNIQUÉE"),
  SOURCE("SENTENCE WITHHELD", "PHRASE NON COMMUNIQUÉE"),
  INTELLIGENCE("SENTENCE WITHHELD", "PHRASE NON COMMUNIQUÉE"),
  INDIRECT("SENTENCE WITHHELD", "PHRASE NON COMMUNIQUÉE"),
  UNSURE("WITHHELD", "NON COMMUNIQUÉ");

  private static final Set<Category> NAMES =
      EnumSet.of(
          PERSON,
          EVALUATOR,
          UNIT,
          STATE,
          MISSION,
          PLACE,
          GRID,
          PHONE,
          EMAIL,
          CALLSIGN,
          FREQUENCY,
          PLATE,
          SERVICE_NUMBER,
          REFERENCE);

  private final String english;
  private final String french;

  Category(String english, String french) {
    this.english = "[" + english + "]";
    this.french = "[" + french + "]";
  }

  /** Whether words of this kind name or number something: they give it away wherever they stand. */
  public boolean isName() {
    return NAMES.contains(this);
  }

  /** What stands in place of the detail, in brackets. */
  public String replacement(String language) {
    return language.equals("fr") ? french : english;
  }
}
