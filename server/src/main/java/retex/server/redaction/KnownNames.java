package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.Map;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.ProtectedNames;
import retex.server.record.LearntNames;
import retex.server.record.Records;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;

/** Every name that the server knows: of its catalogue, and those that records brought. */
@Singleton
public final class KnownNames {

  private final Catalogue catalogue;
  private final Records records;

  KnownNames(Catalogue catalogue, Records records) {
    this.catalogue = catalogue;
    this.records = records;
  }

  /** Another text whenever the names are others; reads none of them. */
  public String version() {
    return catalogue.version() + "." + records.learntVersion();
  }

  /** The context under which every text is redacted now. */
  public Context context() {
    ProtectedNames known = catalogue.protectedNames();
    LearntNames learnt = records.learntNames();
    return new Context(Map.of())
        .and(Category.PERSON, known.people())
        .and(Category.PERSON, learnt.people())
        .and(Category.UNIT, known.units())
        .and(Category.UNIT, learnt.units())
        .and(Category.UNIT, known.rotations())
        .and(Category.CALLSIGN, known.callSigns())
        .and(Category.STATE, known.states())
        .and(Category.STATE, learnt.states())
        .and(Category.STATE, known.providers())
        .and(Category.MISSION, known.missions())
        .and(Category.MISSION, learnt.missions())
        .and(Category.PLACE, known.places())
        .and(Category.PLATE, known.vehicles())
        .and(Category.REFERENCE, known.references())
        .and(Category.REFERENCE, known.activities())
        .and(Category.REFERENCE, learnt.references());
  }
}
