package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
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

/** A laptop enrolled with a headquarters: a visit from its plan to its re-evaluation; its users. */
@Tag("browser")
class VisitInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path server;
  private static Path laptop;
  private static String base;

  @BeforeAll
  static void enrolled() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    ran(
        processes.server(
            "catalogue",
            "import",
            "--data",
            server.toString(),
            "src/main/resources/sample/reference.json"));
    ran(
        processes.server(
            "escrow",
            "init",
            "--data",
            server.toString(),
            "--first",
            work.resolve("share-1").toString(),
            "--second",
            work.resolve("share-2").toString()));
    int grpc = processes.serveServer(server).grpc();
    String token =
        ran(processes.server(
                "device-token", "--data", server.toString(), "--mission", "MINELD", "--json"))
            .json()
            .get("token")
            .asText();
    ran(
        processes.agent(
            "enrol",
            "--data",
            laptop.toString(),
            "--server",
            "127.0.0.1:" + grpc,
            "--token",
            token));
    ran(processes.agent("sync", "--data", laptop.toString()));
    base = "http://127.0.0.1:" + processes.serveAgent(laptop).http();
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
  void a_visit_goes_from_the_plan_to_what_is_agreed_and_comes_back() {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      page.navigate(base + "/visits?lang=en");
      page.locator("tr:has-text('U-201') summary").click();
      page.locator("[id='from-U-201']").fill("2026-11-24");
      page.locator("[id='to-U-201']").fill("2026-11-25");
      page.locator("[id='team-U-201']").fill("Some One; lead");
      page.locator("tr:has-text('U-201') button").click();
      accessible(page, "visits planned");
      shot(page, "visits-planned-en");
      page.locator("table").first().locator("button.second").click();

      assertThat(page.locator("[id='period.to']")).hasValue("2026-11-25");
      assertThat(page.locator("[id='evaluators']")).hasValue("Some One; lead");
      String draft = page.url();
      answerEverything(page, draft);
      page.navigate(draft + "?section=after");
      page.locator("[id='unitComment.by']").fill("Some Commander");
      page.locator("[id='unitComment.text']").fill("We were short of interpreters.");
      page.locator("[name$='.action']:not([type=hidden])").first().fill("Drill it weekly.");
      page.locator("[name$='.due']:not([type=hidden])").first().fill("2026-11-20");
      page.locator("h1").click();
      page.waitForTimeout(600);
      accessible(page, "after");
      shot(page, "after-filled-en");
      page.click("[data-submit]");
      assertThat(page.locator(".state").first()).containsText("submitted");
      assertThat(page.locator("main")).containsText("in the unit’s own words");

      String record = page.url();
      page.navigate(base + "/visits");
      page.click("text=Submitted: read or correct it");
      assertThat(page).hasURL(record);
      page.navigate(base + "/visits");
      assertThat(page.locator("table").first().locator("button").first())
          .hasText("Begin a further evaluation");
      assertThat(page.locator("table").last()).containsText("Drill it weekly.");
      assertThat(page.locator("table").last()).containsText("late");
      page.navigate(base + "/visits?lang=fr");
      accessible(page, "visits fr");
      shot(page, "visits-fr");

      page.navigate(base + "/?lang=fr");
      page.selectOption("#instrument", "formed-police-unit@2");
      page.selectOption("#unit", "U-201");
      page.click("main form[action='/drafts'] button");
      page.navigate(page.url() + "?section=" + firstPart(page));
      assertThat(page.locator(".agreed").first()).containsText("Drill it weekly, 20 novembre 2026");
      assertThat(page.locator(".last").first()).containsText("la dernière fois");
      shot(page, "last-time-fr");
    }
  }

  @Test
  void a_lost_passphrase_is_mended_by_two_people_for_this_laptop_alone() throws Exception {
    Path copy = work.resolve("lost");
    copy(laptop, copy);
    String request = work.resolve("request.json").toString();
    String answer = work.resolve("answer.json").toString();
    ran(processes.agent("recover", "--data", copy.toString(), "request", request));

    Assertions.assertThat(
            processes
                .server(
                    "escrow",
                    "recover",
                    "--data",
                    server.toString(),
                    "--request",
                    request,
                    "--first",
                    work.resolve("share-1").toString(),
                    "--second",
                    work.resolve("share-1").toString(),
                    "--out",
                    answer)
                .code())
        .isEqualTo(1);
    ran(
        processes.server(
            "escrow",
            "recover",
            "--data",
            server.toString(),
            "--request",
            request,
            "--first",
            work.resolve("share-1").toString(),
            "--second",
            work.resolve("share-2").toString(),
            "--out",
            answer));
    ran(processes.agent("recover", "--data", copy.toString(), "answer", answer));

    var pages = new LaptopPages(processes.serveLocked(copy).http());
    Assertions.assertThat(unlock(pages, Processes.SECRET)).isEqualTo(403);
    Assertions.assertThat(unlock(pages, Processes.NEW_SECRET)).isEqualTo(303);
  }

  @Test
  void the_pages_of_the_vault_are_accessible_and_say_whether_headquarters_can_help() {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      for (String language : List.of("en", "fr")) {
        page.navigate(base + "/users?lang=" + language);
        accessible(page, "users " + language);
        assertThat(page.locator("main")).containsText("recover");
        shot(page, "users-" + language);
        page.navigate(base + "/unlock?lang=" + language);
        accessible(page, "unlock " + language);
      }
    }
  }

  private static int unlock(LaptopPages pages, String passphrase) throws java.io.IOException {
    return pages.post("/unlock", java.util.Map.of("passphrase", passphrase)).statusCode();
  }

  /** Rates every criterion, the first of each part low. */
  private static void answerEverything(Page page, String draft) {
    List<String> parts =
        page.locator("[data-part]").all().stream().map(it -> it.getAttribute("data-part")).toList();
    for (String part : parts) {
      page.navigate(draft + "?section=" + part);
      page.evaluate(
          """
          (() => {
            let first = true;
            for (const it of document.querySelectorAll('fieldset.criterion')) {
              const tiles = [...it.querySelectorAll('input[type=radio]')];
              const text = it.querySelector("input[name$='.value']:not([type=hidden],[type=radio])");
              if (tiles.length > 0) (tiles.length > 3 && first ? tiles[1] : tiles[Math.min(2, tiles.length - 1)]).click();
              else if (text) { text.value = '12'; text.dispatchEvent(new Event('input', { bubbles: true })); }
              const remark = it.querySelector('textarea[data-remark]');
              if (it.querySelector("input[value='2']:checked") && remark) {
                remark.value = 'Seen once.'; remark.dispatchEvent(new Event('input', { bubbles: true }));
              }
              first = false;
            }
            for (const it of document.querySelectorAll("textarea[name^='narrative']")) {
              it.value = 'Seen.'; it.dispatchEvent(new Event('input', { bubbles: true }));
            }
          })()
          """);
      page.waitForTimeout(600);
      assertThat(page.locator("[data-saved]"))
          .hasAttribute(
              "data-state",
              "saved",
              new com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions()
                  .setTimeout(15_000));
    }
  }

  private static String firstPart(Page page) {
    return page.locator("[data-part]").nth(1).getAttribute("data-part");
  }

  private static void accessible(Page page, String what) {
    Assertions.assertThat(Look.findings(page)).as(what).isEmpty();
  }

  private static void shot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }

  private static Processes.Result ran(Processes.Result result) {
    return result.orFail("command");
  }

  private static void copy(Path from, Path to) throws java.io.IOException {
    Files.createDirectories(to);
    for (String file : List.of("slots.json", "retex.db", "retex.db-wal")) {
      if (Files.exists(from.resolve(file))) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    }
  }
}
