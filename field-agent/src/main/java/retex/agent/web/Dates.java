package retex.agent.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and times as people write them: 3 February 2026, 3 février 2026. */
public final class Dates {

  private Dates() {}

  public static String day(LocalDate day, Words words) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy", locale(words)).format(day);
  }

  /** In the laptop's own zone, which is the mission's. */
  public static String time(Instant at, Words words) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss z", locale(words))
        .format(at.atZone(ZoneId.systemDefault()));
  }

  /** The same to the minute. */
  public static String minute(Instant at, Words words) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", locale(words))
        .format(at.atZone(ZoneId.systemDefault()));
  }

  private static Locale locale(Words words) {
    return words.language().equals("en") ? Locale.UK : words.locale();
  }
}
