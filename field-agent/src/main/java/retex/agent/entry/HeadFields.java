package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import retex.contract.RecordKind;

/** What must be filled in about a record besides what its instrument asks. */
final class HeadFields {

  private static final List<String> EVALUATION =
      List.of("period.from", "period.to", "language", "evaluators");
  private static final List<String> NOTE =
      List.of(
          "date",
          "trainer.name",
          "topic",
          "audience.total",
          "audience.women",
          "language",
          "languageOfInstruction",
          "level.before",
          "level.after",
          "observations");

  private HeadFields() {}

  static int count(RecordKind kind) {
    return 1 + owed(kind).size();
  }

  /** Those that are still empty; the unit first. */
  static List<String> missing(RecordKind kind, DraftForm form) {
    var missing = new ArrayList<String>();
    if (form.unitLabel().isBlank()) {
      missing.add("unit.name");
    }
    for (String field : owed(kind)) { // each save asks
      if (form.value(field).isBlank()) {
        missing.add(field);
      }
    }
    return missing;
  }

  private static List<String> owed(RecordKind kind) {
    return kind == RecordKind.TRAINER_NOTE ? NOTE : EVALUATION;
  }
}
