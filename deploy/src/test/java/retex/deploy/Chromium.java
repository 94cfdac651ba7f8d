package retex.deploy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;

/** The system's own Chromium, without a window. */
final class Chromium {

  private Chromium() {}

  static Browser launch(Playwright playwright) {
    String path = System.getenv().getOrDefault("RETEX_BROWSER", "/usr/bin/chromium");
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(path))
                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }
}
