package retex.server.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The kinds of reference data: the field each has in the import file, and what makes it unique. */
enum ItemKind {
  MISSION("missions"),
  STATE("states"),
  PROVIDER("providers"),
  UNIT("units"),
  ROTATION("rotations"),
  PERSON("people"),
  PLACE("places"),
  VEHICLE("vehicles"),
  REFERENCE("references"),
  ACTIVITY("activities"),
  CONSENT("consents");

  private static final String BETWEEN = " / ";

  private final String field;

  ItemKind(String field) {
    this.field = field;
  }

  /** The array in the import file. */
  String field() {
    return field;
  }

  /** The word in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What no two items of this kind share. */
  String code(JsonNode item) {
    return switch (this) {
      case MISSION, STATE, PROVIDER, UNIT, ACTIVITY -> text(item, "code");
      case ROTATION -> text(item, "unit") + BETWEEN + text(item, "code");
      case PERSON -> text(item, "name") + BETWEEN + text(item, "unit");
      case PLACE, VEHICLE, REFERENCE -> item.asText();
      case CONSENT -> text(item, "state") + BETWEEN + text(item, "provider");
    };
  }

  static String text(JsonNode item, String field) {
    return item.path(field).asText("");
  }
}
