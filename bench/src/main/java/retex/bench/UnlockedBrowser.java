package retex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import retex.deploy.Processes;

/** The system's own Chromium, in which a laptop was unlocked, and what its trace says. */
final class UnlockedBrowser implements AutoCloseable {

  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("RETEX_BROWSER", "/usr/bin/chromium"));
  private static final Map<String, String> OFFLINE =
      Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"); // the system's own is used

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;

  /** {@code port}: where the laptop serves its pages. */
  UnlockedBrowser(int port) {
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(OFFLINE));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768));
    page.setDefaultTimeout(120_000); // milliseconds; only what the trace says is measured
    page.navigate("http://127.0.0.1:" + port + "/unlock");
    page.fill("input[name=passphrase]", Processes.SECRET);
    page.click("main button");
    page.waitForSelector("#instrument"); // the list: it is open
  }

  static boolean isThere() {
    return Files.isExecutable(CHROMIUM);
  }

  Page page() {
    return page;
  }

  /** The events of these categories while something is done. */
  JsonNode trace(List<String> categories, Runnable done) throws IOException {
    Path trace = Files.createTempFile("retex-trace", ".json");
    browser.startTracing(
        page, new Browser.StartTracingOptions().setPath(trace).setCategories(categories));
    done.run();
    browser.stopTracing();
    JsonNode events = JsonMapper.builder().build().readTree(trace.toFile()).path("traceEvents");
    Files.delete(trace);
    return events;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
