package retex.agent.entry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.web.Dates;
import retex.agent.web.Words;

/**
 * What headquarters said of a record, as its author reads it: a reviewer's words as they are, the
 * code of a fault as a sentence that says what to do; of one that was withdrawn, whether it knows.
 */
final class Remarks {

  /** Faults that headquarters settles by itself, or that need no settling. */
  private static final Set<String> SETTLED_THERE =
      Set.of("UNKNOWN_INSTRUMENT", "UNKNOWN_UNIT", "REPEATED");

  private Remarks() {}

  /** Whether what headquarters said leaves anything to do here. */
  static boolean asksSomething(OwnRecord record) {
    return record.state() != RecordState.QUARANTINED || !SETTLED_THERE.contains(record.remark());
  }

  static String of(OwnRecord record, Words words) {
    if (record.state() == RecordState.ERASED) {
      return record.remark().isEmpty()
          ? words.say("erased")
          : words.say("erased.on", Dates.day(day(record.remark()), words));
    }
    if (record.state() == RecordState.WITHDRAWN) {
      return words.say(record.arrived() ? "withdrawn.arrived" : "withdrawn.waits");
    }
    if (record.state() != RecordState.QUARANTINED) {
      return record.remark();
    }
    String key = "fault." + record.remark();
    return words.knows(key) ? words.say(key) : words.say("fault.other", record.remark());
  }

  private static LocalDate day(String instant) {
    return LocalDate.ofInstant(Instant.parse(instant), ZoneId.systemDefault());
  }
}
