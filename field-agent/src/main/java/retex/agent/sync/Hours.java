package retex.agent.sync;

import static retex.agent.sync.SyncRefused.HOURS_MALFORMED;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** A span of the day, the end not in it; it may go over midnight. */
record Hours(LocalTime from, LocalTime to) {

  private static final int LONGEST = 200; // as the schema

  /** Several with commas between; none for the whole day. */
  static List<Hours> parse(String text) {
    if (text.length() > LONGEST) {
      throw HOURS_MALFORMED.at("hours").asException();
    }
    return text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(Hours::one).toList();
  }

  private static Hours one(String text) {
    String[] ends = text.strip().split("-", -1);
    if (ends.length != 2) {
      throw HOURS_MALFORMED.at("hours").asException();
    }
    try {
      return new Hours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
    } catch (DateTimeParseException e) {
      throw HOURS_MALFORMED.at("hours").asException();
    }
  }

  boolean holds(LocalTime now) {
    boolean after = !now.isBefore(from);
    boolean before = now.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }
}
