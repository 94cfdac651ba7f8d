package retex.server.release;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Grain;
import retex.server.web.Words;

/** When something was seen, as coarse as the policy asks. */
final class Period {

  private Period() {}

  /** The quarter or year of what rests on a record; empty where no time may be told. */
  static Optional<String> of(Evidence.Source source, Words words) {
    return source.reading().grain(Detail.PERIOD).map(grain -> say(source.end(), grain, words));
  }

  private static String say(LocalDate day, Grain grain, Words words) {
    String year = String.format(Locale.ROOT, "%d", day.getYear());
    int quarter = (day.getMonthValue() + 2) / 3;
    return switch (grain) {
      case QUARTER -> words.say("feedback.quarter." + quarter, year);
      case YEAR, TYPE -> words.say("feedback.year", year);
    };
  }
}
