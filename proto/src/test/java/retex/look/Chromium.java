package retex.look;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's own Chromium, without a window: {@code RETEX_BROWSER} names it. */
public final class Chromium {

  private static final String PATH =
      System.getenv().getOrDefault("RETEX_BROWSER", "/usr/bin/chromium");
  private static final List<String> ALWAYS = List.of("--no-sandbox", "--disable-gpu");

  private Chromium() {}

  /** {@code more}: what this test wants of the browser beside what all want. */
  public static Browser launch(Playwright playwright, String... more) {
    var arguments = new ArrayList<>(ALWAYS);
    arguments.addAll(List.of(more));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions().setExecutablePath(Path.of(PATH)).setArgs(arguments));
  }
}
