package retex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** How long a person waits for a long form, by Chromium's own trace. */
final class FormOpening {

  private static final int TIMES = 15;
  // what is seen is painted, its largest part too, and the page's script is ready for keys
  private static final List<String> READY =
      List.of(
          "firstContentfulPaint", "largestContentfulPaint::Candidate", "domContentLoadedEventEnd");

  // two frames on, and what they painted is in the trace
  private static final String SHOWN =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
          + "() => setTimeout(done, 200))))";

  private static final String WHOLE =
      """
      () => new Promise(done => {
        const look = () => document.querySelector(".folded")
            ? requestAnimationFrame(look) : done(performance.now());
        look();
      })
      """;

  private FormOpening() {}

  /**
   * Milliseconds from the navigation until the form is painted and its script has run: the median
   * of some, first included.
   */
  static double painted(UnlockedBrowser browser, String address) throws IOException {
    var times = new ArrayList<Double>();
    for (int i = 0; i < TIMES; i++) {
      browser.page().navigate(URI.create(address).resolve("/units").toString());
      JsonNode events =
          browser.trace(
              List.of("blink.user_timing", "loading"),
              () -> {
                browser.page().navigate(address);
                browser.page().evaluate(SHOWN);
              });
      times.add(milliseconds(events, address));
    }
    return Saves.percentile(times, 50);
  }

  /**
   * Milliseconds from the navigation until the last criterion of the form is a field, with hands
   * that do nothing: the median of some, to the next frame.
   */
  static double whole(UnlockedBrowser browser, String address) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < TIMES; i++) {
      browser.page().navigate(URI.create(address).resolve("/units").toString());
      browser.page().navigate(address);
      times.add(((Number) browser.page().evaluate(WHOLE)).doubleValue());
    }
    return Saves.percentile(times, 50);
  }

  private static double milliseconds(JsonNode events, String address) throws IOException {
    double began = Double.NaN;
    String navigation = "";
    for (JsonNode it : events) {
      JsonNode data = it.path("args").path("data");
      if (it.path("name").asText().equals("navigationStart")
          && data.path("documentLoaderURL").asText().equals(address)) {
        began = it.path("ts").asDouble();
        navigation = data.path("navigationId").asText();
      }
    }
    double last = Double.NaN;
    for (String ready : READY) {
      double at = Double.NaN;
      for (JsonNode it : events) {
        if (it.path("name").asText().equals(ready)
            && it.path("args")
                .path("data")
                .path("navigationId")
                .asText(navigation)
                .equals(navigation)
            && it.path("ts").asDouble() >= began) {
          at = it.path("ts").asDouble();
        }
      }
      if (Double.isNaN(at)) {
        throw new IOException("the trace does not say " + ready);
      }
      last = Double.isNaN(last) ? at : Math.max(last, at);
    }
    return (last - began) / 1000; // microseconds
  }
}
