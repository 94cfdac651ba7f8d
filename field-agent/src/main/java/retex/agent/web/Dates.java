package retex.agent.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** Days and times as people write them: 3 February 2026, 3 février 2026, 1er février 2026. */
public final class Dates {

  private static final Map<Long, String> FRENCH_DAYS = Map.of(1L, "1er"); // the others are figures

  private Dates() {}

  public static String day(LocalDate day, Words words) {
    return beginningWithDay(" MMMM yyyy", words).format(day);
  }

  /** In the laptop's own zone, which is the mission's. */
  public static String time(Instant at, Words words) {
    return beginningWithDay(" MMMM yyyy, HH:mm:ss z", words)
        .format(at.atZone(ZoneId.systemDefault()));
  }

  /** The same to the minute. */
  public static String minute(Instant at, Words words) {
    return beginningWithDay(" MMMM yyyy, HH:mm z", words).format(at.atZone(ZoneId.systemDefault()));
  }

  /** The day of the month, then the rest as its pattern says. */
  public static DateTimeFormatter beginningWithDay(String rest, Words words) {
    var day = new DateTimeFormatterBuilder();
    if (words.language().equals("fr")) {
      day.appendText(ChronoField.DAY_OF_MONTH, FRENCH_DAYS);
    } else {
      day.appendValue(ChronoField.DAY_OF_MONTH);
    }
    return day.appendPattern(rest).toFormatter(locale(words));
  }

  private static Locale locale(Words words) {
    return words.language().equals("en") ? Locale.UK : words.locale();
  }
}
