package retex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures of the laptop must hold; {@code docs/performance.md} says what each is. */
final class Limits {

  private record Ratio(String ours, String bare, double atMost) {}

  private record Alone(String figure, double atMost) {}

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("readySeconds", "helloSeconds", 1.6),
          new Ratio("rssMb", "helloRssMb", 1.8),
          new Ratio("saveP99Ms", "bareSaveP99Ms", 2));

  private static final List<Alone> ALONE = // milliseconds
      List.of(
          new Alone("search10kMs", 50),
          new Alone("openForm300Ms", 150),
          new Alone("inputDelayMs", 50));

  private Limits() {}

  /** One line for each limit that is not held; one that was not measured (NaN) is not held. */
  static List<String> missed(JsonNode figures) {
    var missed = new ArrayList<String>();
    for (Ratio it : RATIOS) {
      double ratio =
          figures.path(it.ours()).asDouble(Double.NaN)
              / figures.path(it.bare()).asDouble(Double.NaN);
      if (!(ratio <= it.atMost())) {
        missed.add(said(it.ours() + " / " + it.bare(), ratio, it.atMost()));
      }
    }
    for (Alone it : ALONE) {
      double value = figures.path(it.figure()).asDouble(Double.NaN);
      if (!(value <= it.atMost())) {
        missed.add(said(it.figure(), value, it.atMost()));
      }
    }
    return missed;
  }

  private static String said(String figure, double value, double atMost) {
    return String.format(Locale.ROOT, "%s is %.2f, at most %.1f", figure, value, atMost);
  }
}
