package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Look;

/** A part that is longer than a few screens comes in pieces; hands notice nothing of it. */
@Tag("browser")
class LongFormInBrowserTest {

  private static final int ALL = 36; // twelve alerts of three questions

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
  void all_of_it_comes_in_its_order_and_each_answer_is_kept() {
    String part = open(page);
    page.navigate(part);

    Locator criteria = page.locator("fieldset.criterion");
    assertThat(criteria).hasCount(ALL);
    assertThat(criteria.first()).hasAttribute("data-criterion", "SN1.1");
    assertThat(criteria.last()).hasAttribute("data-criterion", "SN3.12");
    assertThat(page.locator("noscript[data-later]")).hasCount(0);
    Assertions.assertThat(Look.findings(page)).isEmpty();
    Assertions.assertThat(Look.sideways(page)).isEmpty();

    criteria.last().locator("input.short").fill("7");
    criteria.last().locator("[data-remark]").fill("Timed by the first vehicle.");
    page.keyboard().press("Escape");
    saved();
    page.reload();
    assertThat(criteria.last().locator("input.short")).hasValue("7");
    assertThat(criteria.last().locator("[data-remark]")).hasValue("Timed by the first vehicle.");
  }

  @Test
  void keys_that_are_faster_than_the_pieces_reach_what_comes() {
    String part = open(page);
    slowly(part);
    page.locator("[data-criterion='SN1.4'] input[type=radio]").first().focus();

    page.keyboard().press("j"); // SN1.4 is the last of the first screens
    assertThat(page.locator("[data-criterion='SN2.4'] :focus")).hasCount(1);

    slowly(part);
    page.locator("[data-criterion='SN1.4'] input[type=radio]").first().focus();
    page.keyboard().press("n"); // the next that is required
    assertThat(page.locator("[data-criterion='SN1.5'] :focus")).hasCount(1);

    slowly(part + "#at-SN3.12");
    assertThat(page.locator("[id='at-SN3.12'] :focus")).hasCount(1);
  }

  @Test
  void without_script_a_link_leads_to_all_of_it() {
    try (var context =
            browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Page plain = context.newPage()) {
      plain.navigate(open(plain));
      assertThat(plain.locator("fieldset.criterion")).hasCount(10);

      plain.locator("noscript a").first().click();

      assertThat(plain.locator("fieldset.criterion")).hasCount(ALL);
      plain.locator("[data-criterion='SN1.12'] input[type=radio][value=other]").check();
      plain.locator("form[data-draft] > button").click();
      plain.goBack();
      plain.reload();
      assertThat(plain.locator("[data-criterion='SN1.12'] input[type=radio][value=other]"))
          .isChecked();
    }
  }

  /** As on a laptop that is busy: the pieces come a second after the page. */
  private void slowly(String address) {
    page.navigate("about:blank");
    page.route(
        "**/*whole=yes",
        route -> {
          page.waitForTimeout(1_000);
          route.resume();
        },
        new Page.RouteOptions().setTimes(1));
    page.navigate(address);
  }

  private static String open(Page window) {
    window.navigate(base + "/?lang=en");
    window.selectOption("#instrument", "quick-reaction-company@2");
    window.click("main button");
    window.waitForURL("**/drafts/**");
    return window.url().replaceAll("[?].*", "") + "?section=SN&items=12";
  }

  private void saved() {
    page.waitForTimeout(500);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }
}
