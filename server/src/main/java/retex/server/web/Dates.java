package retex.server.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** Days as people write them: 3 February 2026, 3 février 2026, 1er février 2026. */
public final class Dates {

  private static final Map<Long, String> FRENCH_DAYS = Map.of(1L, "1er"); // the others are figures

  private Dates() {}

  /** 3 February 2026. */
  public static String day(LocalDate day, Locale locale) {
    return beginningWithDay(" MMMM uuuu", locale).format(day);
  }

  /** 3 February 2026 14:05 UTC. */
  public static String minute(Instant at, Locale locale) {
    return beginningWithDay(" MMMM uuuu HH:mm 'UTC'", locale).format(at.atOffset(ZoneOffset.UTC));
  }

  /** The day of the month, then the rest as its pattern says. */
  public static DateTimeFormatter beginningWithDay(String rest, Locale locale) {
    var day = new DateTimeFormatterBuilder();
    if (locale.getLanguage().equals("fr")) {
      day.appendText(ChronoField.DAY_OF_MONTH, FRENCH_DAYS);
    } else {
      day.appendValue(ChronoField.DAY_OF_MONTH);
    }
    return day.appendPattern(rest).toFormatter(locale);
  }
}
