package retex.agent.library;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** One piece of what came down: a unit as JSON, an instrument as its file, the version. */
@MappedEntity("library")
record LibraryRow(@Id String id, String kind, String code, String content) {

  static final String UNIT = "unit";
  static final String INSTRUMENT = "instrument";
  static final String CURSOR = "cursor";
  static final String STATE = "state:version";

  static LibraryRow of(String kind, String code, String content) {
    return new LibraryRow(kind + ":" + code, kind, code, content);
  }
}
