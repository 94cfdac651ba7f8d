package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/** Two laptops share one evaluation: the chief by the pages, the colleague by commands. */
@Tag("browser")
class TeamInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");
  private static final String FORM = "quick-reaction-company@2";

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path colleague;
  private static String base;

  @BeforeAll
  static void twoLaptops() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    colleague = work.resolve("colleague");
    base = "http://127.0.0.1:" + processes.serveAgent(work.resolve("chief")).http();
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    processes.close();
  }

  @Test
  void two_evaluators_exchange_cards_share_areas_and_the_chief_decides_where_they_differ()
      throws IOException {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      exchangeCards(page);
      String draft = begin(page);
      String area = page.locator("[data-part]").nth(1).getAttribute("data-part");
      page.click("a[href^='/team/drafts/']");
      String theirs = "select:has(option:text-is('Capt Colleague'))";
      page.locator(theirs).first().selectOption("Capt Colleague");
      page.locator("main form[action^='/team/drafts/'] button").click();
      assertThat(page.locator("main")).containsText("answers do not differ");
      accessible(page, "shared");
      Path toColleague = saved(page, "team-1.retexteam");

      String code = answerAtColleague(toColleague, area);
      page.navigate(base + draft + "?section=" + area);
      page.locator("input[type=radio][name='answers." + code + ".rating'][value='2']").check();
      assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
      page.waitForTimeout(700); // the page says saved until a change is on its way
      page.navigate(base + "/team/drafts/" + draft.substring("/drafts/".length()));
      takes(page, work.resolve("team-2.retexteam"));
      takes(page, work.resolve("team-2.retexteam"));

      Locator dispute = page.locator("form[action$='/decisions']");
      assertThat(dispute).hasCount(1);
      assertThat(dispute).containsText("Capt Colleague");
      assertThat(dispute).containsText("Maj Chief");
      for (String language : List.of("fr", "en")) {
        page.navigate(page.url().replaceAll("\\?.*", "") + "?lang=" + language);
        accessible(page, "differing answers " + language);
        shot(page, "team-differ-" + language);
      }
      byKeyboard(page, dispute);

      assertThat(page.locator("main")).containsText("answers do not differ");
      assertThat(page.locator("main")).containsText("Decided by the chief evaluator");
      accessible(page, "decided");
      shot(page, "team-decided-en");
      page.navigate(base + draft + "?section=" + area);
      assertThat(page.locator("input[type=radio][name='answers." + code + ".rating'][value='4']"))
          .isChecked();
      Locator photograph = page.locator("[data-criterion='" + code + "'] figure img");
      assertThat(photograph).hasCount(1); // the colleague's, though the file was taken twice
      photograph.scrollIntoViewIfNeeded();
      page.waitForCondition(
          () -> (boolean) photograph.evaluate("it => it.complete && it.naturalWidth > 0"));
    }
  }

  private static void exchangeCards(Page page) {
    page.navigate(base + "/team?lang=en");
    accessible(page, "team without a name");
    page.fill("#name", "Maj Chief");
    page.click("button:text-is('Keep the name')");
    String own = page.locator("dl.facts strong").innerText();
    Download card = page.waitForDownload(() -> page.click("a[href='/team/card']"));
    card.saveAs(work.resolve("chief-card.txt"));
    JsonNode device =
        ran("card", "--name", "Capt Colleague", work.resolve("card.txt").toString(), "--json")
            .get(0);
    ran("add", work.resolve("chief-card.txt").toString(), "--fingerprint", own, "--json");
    page.setInputFiles("#file", work.resolve("card.txt"));
    page.locator("form[action='/team/files'] button").click();
    assertThat(page.locator("main")).containsText("Capt Colleague");
    for (String language : List.of("fr", "en")) {
      page.navigate(base + "/team?lang=" + language);
      accessible(page, "a card that was not compared " + language);
      shot(page, "team-cards-" + language);
    }
    page.fill("input[name=fingerprint]", "0000-0000-0000-0000");
    page.press("input[name=fingerprint]", "Enter");
    assertThat(page.locator("[role=alert]")).containsText("fingerprint");
    page.fill("input[name=fingerprint]", device.get("fingerprint").asText());
    page.press("input[name=fingerprint]", "Enter");
    assertThat(page.locator("main")).containsText("✓ compared");
  }

  private static String begin(Page page) {
    page.navigate(base + "/");
    page.selectOption("#instrument", FORM);
    page.click("main form[action='/drafts'] button");
    return page.url().substring(base.length()).replaceAll("\\?.*", "");
  }

  private static Path saved(Page page, String name) {
    Path file = work.resolve(name);
    page.waitForDownload(() -> page.locator("form[action$='/file'] button").click()).saveAs(file);
    return file;
  }

  /** The colleague takes the file, rates the first criterion 4, and writes a file back. */
  private static String answerAtColleague(Path file, String area) throws IOException {
    JsonNode shared = ran("import", file.toString(), "--json");
    String draft = shared.get("draft").asText();
    var pages = new LaptopPages(processes.serveAgent(colleague).http());
    String html = pages.get("/drafts/" + draft + "?section=" + area).body();
    var found =
        java.util.regex.Pattern.compile("name=\"answers\\.([A-Za-z0-9.-]+)\\.rating\"")
            .matcher(html);
    Assertions.assertThat(found.find()).isTrue();
    String code = found.group(1);
    Assertions.assertThat(
            pages.keep("/drafts/" + draft, "answers." + code + ".rating", "", "4").statusCode())
        .isEqualTo(200);
    Assertions.assertThat(
            pages.add("/drafts/" + draft, code, SomePhotograph.jpeg(1200, 900, 1, 11)).statusCode())
        .isEqualTo(200);
    ran("export", draft, work.resolve("team-2.retexteam").toString());
    return code;
  }

  private static void takes(Page page, Path file) {
    page.setInputFiles("#file", file);
    page.waitForResponse(
        it -> it.url().contains("/team/shares/") && it.request().method().equals("GET"),
        () -> page.locator("form[action='/team/files'] button").click());
    page.waitForLoadState();
  }

  /** Radio by arrow and space, the button by Enter: no mouse. */
  private static void byKeyboard(Page page, Locator dispute) {
    dispute.locator("label:has-text('Capt Colleague') input[type=radio]").focus();
    page.keyboard().press("Space");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
  }

  private static JsonNode ran(String... arguments) {
    var all = new java.util.ArrayList<>(List.of("team", arguments[0]));
    all.addAll(List.of("--data", colleague.toString(), "--lang", "en"));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    Processes.Result result = processes.agent(all.toArray(String[]::new)).orFail("team");
    return List.of(arguments).contains("--json")
        ? result.json()
        : com.fasterxml.jackson.databind.node.NullNode.getInstance();
  }

  private static void accessible(Page page, String what) {
    Assertions.assertThat(Look.findings(page)).as(what).isEmpty();
  }

  private static void shot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png")));
  }
}
