package retex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long what is typed on a long form waits before the page begins to deal with it, by Chromium's
 * own trace: each answer is kept meanwhile, and the whole page redrawn from what was answered.
 */
final class InputDelay {

  private static final Set<String> BY_HAND = Set.of("keydown", "keyup", "keypress", "input");
  private static final int CRITERIA = 40;
  private static final double HURRIED = 30; // milliseconds between keys: 2,000 a minute

  private InputDelay() {}

  /** The longest delay in milliseconds while criteria are rated and remarked upon by keys alone. */
  static double longest(UnlockedBrowser browser, String address) throws IOException {
    Page page = browser.page();
    page.navigate(address);
    page.waitForSelector("fieldset.criterion");
    JsonNode events =
        browser.trace(
            List.of("devtools.timeline"),
            () -> {
              answer(page.keyboard());
              page.waitForTimeout(1_000); // the last answer is kept
            });
    if (!"saved".equals(page.getAttribute("[data-saved]", "data-state"))) {
      throw new IOException("what was typed was not saved");
    }
    return longest(events);
  }

  /** n for the next, a digit, every fourth with a remark. */
  private static void answer(Keyboard keys) {
    var hurried = new Keyboard.TypeOptions().setDelay(HURRIED);
    for (int i = 0; i < CRITERIA; i++) {
      keys.type("n" + (1 + i % 4), hurried);
      if (i % 4 == 0) {
        keys.type("r", hurried);
        keys.type("Observed twice, by day and by night.", hurried);
        keys.press("Escape");
      }
    }
  }

  private static double longest(JsonNode events) throws IOException {
    var delays = new ArrayList<Double>();
    for (JsonNode event : events) {
      JsonNode data = event.path("args").path("data");
      if (event.path("name").asText().equals("EventTiming")
          && BY_HAND.contains(data.path("type").asText())
          && data.has("processingStart")) {
        delays.add(data.path("processingStart").asDouble() - data.path("timeStamp").asDouble());
      }
    }
    if (delays.size() < CRITERIA) {
      throw new IOException("the trace holds " + delays.size() + " events of keys");
    }
    return delays.stream().max(Double::compare).orElseThrow();
  }
}
