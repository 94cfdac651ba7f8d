package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Look;

/** Hands that never leave the keyboard: no field is reached but by keys. */
@Tag("browser")
class KeyboardAloneTest {

  private static final Path SHOTS = Path.of("target/screenshots");
  private static final int FARTHEST = 80; // fields between two places of one page

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static String base;

  private Page page;

  @BeforeAll
  static void start() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    base = "http://127.0.0.1:" + processes.serveAgent(work.resolve("laptop")).http();
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    playwright.close();
    processes.close();
  }

  @BeforeEach
  void window() {
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768));
  }

  @AfterEach
  void closed() {
    page.close();
  }

  @Test
  void a_rating_that_needs_a_remark_says_so_at_once_until_the_remark_is_there() {
    for (var said :
        Map.of("en", "This answer needs a remark", "fr", "Cette réponse demande une remarque")
            .entrySet()) {
      begin(said.getKey(), said.getKey().equals("en") ? "Infantry" : "Évaluation d’un bat", "inf");
      page.navigate(page.url().replaceAll("[?].*", "") + "?section=FP");
      Locator criterion = page.locator("[data-criterion=FP1]");
      Locator mark = criterion.locator("[role=status][data-owed]");
      assertThat(mark).hasText("");

      press("n");
      press("2");
      assertThat(mark).containsText(said.getValue());
      assertThat(criterion.locator("[data-remark]"))
          .hasAccessibleDescription("✎ " + said.getValue());
      Assertions.assertThat(Look.findings(page)).isEmpty();
      shot("remark-needed-" + said.getKey());
      saved();
      page.reload();
      assertThat(mark).containsText(said.getValue()); // by the page itself, too

      press("j"); // to the first one
      press("r");
      press("S");
      assertThat(mark).hasText("");
      press("Backspace");
      assertThat(mark).containsText(said.getValue());
      press("Escape");
      press("3");
      assertThat(mark).hasText("");
      press("1");
      assertThat(mark).containsText(said.getValue());
      press("0"); // not observed needs a reason, and no remark
      assertThat(mark).hasText("");
    }
  }

  @Test
  void a_digit_after_a_number_was_left_does_not_touch_the_first_criterion() {
    begin("en", "Infantry", "inf");
    page.navigate(page.url().replaceAll("[?].*", "") + "?section=MS");
    press("n");
    press("3");
    press("n");
    page.keyboard().type("12");
    press("Escape");

    press("1");
    saved();

    assertThat(page.locator("[data-criterion=MS1] input[value='3']")).isChecked();
    press("0"); // it is the number's own: not observed
    assertThat(page.locator("[data-criterion=MS2] input[value=NO]")).isChecked();
    assertThat(page.locator("[data-criterion=MS1] input[value='3']")).isChecked();
  }

  /** A draft of the form whose title begins so. */
  private void begin(String language, String title, String form) {
    page.navigate(base + "/?lang=" + language);
    goTo("#instrument");
    type(title, "#instrument");
    Assertions.assertThat(page.inputValue("#instrument")).startsWith(form);
    goTo("main form[action='/drafts'] button");
    press("Enter");
    page.waitForURL("**/drafts/**");
    saved();
  }

  /** By the tabulator, in the order of the page. */
  private void goTo(String selector) {
    for (int i = 0; i < FARTHEST; i++) {
      if (page.locator(selector + ":focus").count() > 0) {
        return;
      }
      press("Tab");
    }
    throw new AssertionError("no way by keys to " + selector);
  }

  private void type(String text, String into) {
    goTo(into);
    page.keyboard().type(text);
  }

  private void press(String key) {
    page.keyboard().press(key);
  }

  private void saved() {
    page.waitForTimeout(500);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private void shot(String name) {
    Assertions.assertThat(Look.sideways(page)).isEmpty();
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }
}
