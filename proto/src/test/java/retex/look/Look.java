package retex.look;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a page that a browser shows must be like, on the laptop and at headquarters: the one place
 * where it is judged.
 */
public final class Look {

  private static final int[][] SCREENS = {{1366, 768}, {1280, 800}, {800, 1280}};

  private Look() {}

  /**
   * What axe finds: every rule that it asks by itself, those of good practice among them, however
   * light the finding. Empty for a sound page.
   */
  public static List<String> findings(Page page) {
    return new AxeBuilder(page)
            .setLegacyMode(
                true) // no frames of other origins here; the other way opens a page each time
            .analyze()
            .getViolations()
            .stream()
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(
                            node ->
                                rule.getId() + " at " + node.getTarget() + " " + node.getHtml()))
            .toList();
  }

  /**
   * On which of the screens that the product is for the page must be moved sideways; empty where
   * none. The page's window is as it was afterwards.
   */
  public static List<String> sideways(Page page) {
    var before = page.viewportSize();
    var found = new ArrayList<String>();
    for (int[] screen : SCREENS) {
      page.setViewportSize(screen[0], screen[1]);
      int over =
          ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
      if (over > 0) {
        found.add(
            String.format(
                Locale.ROOT, "%d pixels too wide for %d by %d", over, screen[0], screen[1]));
      }
    }
    page.setViewportSize(before.width, before.height);
    return found;
  }
}
