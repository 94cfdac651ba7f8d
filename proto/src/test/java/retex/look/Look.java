package retex.look;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a page that a browser shows must be like, on the laptop and at headquarters: the one place
 * where it is judged.
 */
public final class Look {

  /** Axe itself. A page that has it from its beginning is looked at sooner. */
  static final String AXE = AxeBuilder.getAxeScript();

  // nothing but findings is told, and nothing is loaded again but sound, of which there is none:
  // what axe says of all that is well takes longer than to look
  private static final String ASK =
      """
      async (only) => (await axe.run(document, { resultTypes: ["violations"], preload: { assets: ["media"] },
          ...(only ? { runOnly: [only] } : {}) }))
        .violations.flatMap((rule) => rule.nodes.map((it) => rule.id + " at " + it.target + " " + it.html))
      """;
  private static final String TARGETS = "target-size"; // WCAG 2.2, 2.5.8: 24 pixels or room around
  private static final String TWICE = // a key would be heard twice
      """
      () => [...document.scripts].map((it) => it.src)
        .filter((it, at, all) => it && all.indexOf(it) < at)
        .map((it) => "runs twice: " + it)
      """;
  private static final String REACH =
      """
      () => [...document.querySelectorAll("main :is(input, select, textarea, button, a.button)")]
        .filter((it) => it.checkVisibility({ visibilityProperty: true }) && it.offsetWidth > 1)
        .slice(0, 60)
        .filter((it) => {
          it.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
          const box = it.getBoundingClientRect();
          const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return !met || !(it.contains(met) || [...(it.labels ?? [])].some((label) => label.contains(met)));
        })
        .map((it) => it.outerHTML.slice(0, 200))
      """;
  private static final int[][] TABLET = {
    {1280, 800}, {800, 1280}
  }; // ten inches, lying and standing
  private static final int[][] SCREENS = {{1366, 768}, TABLET[0], TABLET[1]};

  private Look() {}

  /**
   * What axe finds: every rule that it asks by itself, those of good practice among them, however
   * light the finding; and a script that the page names twice. Empty for a sound page.
   */
  public static List<String> findings(Page page) {
    if (Boolean.FALSE.equals(page.evaluate("typeof axe === 'object'"))) {
      page.evaluate(AXE);
    }
    var found = new ArrayList<>(told(page, ASK, null));
    found.addAll(told(page, TWICE, null));
    return found;
  }

  /**
   * What a finger cannot do on a ten-inch tablet, lying and standing: a target that is too small, a
   * control that something else covers or that no scrolling brings onto the screen. The page's
   * window is as it was afterwards.
   */
  public static List<String> untouchable(Page page) {
    var before = page.viewportSize();
    var found = new ArrayList<String>();
    for (int[] screen : TABLET) {
      page.setViewportSize(screen[0], screen[1]);
      String where = String.format(Locale.ROOT, " on %d by %d", screen[0], screen[1]);
      told(page, REACH, null).forEach(it -> found.add("out of reach: " + it + where));
    }
    page.evaluate("scrollTo(0, 0)"); // what stays on the screen then lies over nothing
    found.addAll(told(page, ASK, TARGETS));
    page.setViewportSize(before.width, before.height);
    return found;
  }

  private static List<String> told(Page page, String script, @Nullable String argument) {
    return ((List<?>) page.evaluate(script, argument)).stream().map(String::valueOf).toList();
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
