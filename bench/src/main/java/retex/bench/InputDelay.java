package retex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import retex.deploy.Processes;

/**
 * How long what is typed on a long form waits before the page begins to deal with it, by Chromium's
 * own trace: each answer is kept meanwhile, and the whole page redrawn from what was answered.
 */
final class InputDelay {

  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("RETEX_BROWSER", "/usr/bin/chromium"));
  private static final Set<String> BY_HAND = Set.of("keydown", "keyup", "keypress", "input");
  private static final int CRITERIA = 40;
  private static final double HURRIED = 30; // milliseconds between keys: 2,000 a minute

  private static final Map<String, String> OFFLINE =
      Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"); // the system's own is used

  private InputDelay() {}

  static boolean canBeMeasured() {
    return Files.isExecutable(CHROMIUM);
  }

  /** The longest delay in milliseconds while criteria are rated and remarked upon by keys alone. */
  static double longest(int port, String form) throws IOException {
    try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(OFFLINE));
        Browser browser = launch(playwright);
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      page.setDefaultTimeout(120_000); // milliseconds; only delays of keys are measured
      String base = "http://127.0.0.1:" + port;
      page.navigate(base + "/unlock");
      page.fill("input[name=passphrase]", Processes.SECRET);
      page.click("main button");
      page.waitForSelector("#instrument"); // the list: it is open
      page.navigate(base + form);
      page.waitForSelector("fieldset.criterion");
      Path trace = Files.createTempFile("retex-trace", ".json");
      browser.startTracing(
          page,
          new Browser.StartTracingOptions()
              .setPath(trace)
              .setCategories(List.of("devtools.timeline")));
      answer(page.keyboard());
      page.waitForTimeout(1_000); // the last answer is kept
      browser.stopTracing();
      if (!"saved".equals(page.getAttribute("[data-saved]", "data-state"))) {
        throw new IOException("what was typed was not saved");
      }
      double longest = longest(trace);
      Files.delete(trace);
      return longest;
    }
  }

  private static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
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

  private static double longest(Path trace) throws IOException {
    var delays = new ArrayList<Double>();
    for (JsonNode event :
        JsonMapper.builder().build().readTree(trace.toFile()).path("traceEvents")) {
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
