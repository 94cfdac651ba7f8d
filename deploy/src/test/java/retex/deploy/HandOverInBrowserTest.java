package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/**
 * A laptop is enrolled by a picture of the QR code and synchronises within a budget; then it is
 * revoked on a page, hands over, and two officers let its backlog in on another.
 */
@Tag("browser")
class HandOverInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path server;
  private static Path laptop;
  private static String headquarters;
  private static String address;
  private static String pages;

  @BeforeAll
  static void bothSides() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    server("catalogue", "import", "src/main/resources/sample/reference.json").orFail("catalogue");
    server("account", "add", "--name", "ada", "--role", "administrator").orFail("account");
    server("account", "add", "--name", "rita", "--role", "reviewer").orFail("account");
    server("account", "add", "--name", "rob", "--role", "reviewer").orFail("account");
    Processes.Ports ports = processes.serveServer(server);
    headquarters = "http://127.0.0.1:" + ports.http();
    address = "127.0.0.1:" + ports.grpc();
    pages = "http://127.0.0.1:" + processes.serveAlone(laptop).http();
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
  void a_backlog_goes_from_a_revoked_laptop_through_two_people_into_the_store() throws IOException {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      signIn(page, "ada");
      enrolByPicture(page);
      synchroniseWithinABudget(page);
      importLines(0, 1);
      page.navigate(headquarters + "/devices?lang=en");
      page.click("summary:text-is('Revoke')");
      accessible(page, "devices with the form open");
      page.fill("input[name=reason]", "Left behind at a checkpoint.");
      page.click("button:text-is('Revoke this laptop')");
      assertThat(page.locator("tbody")).containsText("hand over first");
      assertThat(page.locator("tbody")).containsText("Left behind at a checkpoint.");
      both(page, "/devices", "devices-revoked");

      Assertions.assertThat(agent("sync").err()).contains("KEYS_GONE_HANDED_OVER");

      page.navigate(headquarters + "/devices?lang=en");
      assertThat(page.locator("tbody")).containsText("Its keys are destroyed");
      signIn(page, "rita");
      page.navigate(headquarters + "/hand-overs?lang=en");
      assertThat(page.locator("tbody tr")).hasCount(2);
      both(page, "/hand-overs", "quarantine-waiting");
      page.click("button:text-is('Propose to admit it')");
      assertThat(page.locator("main")).containsText("another person must agree");
      both(page, "/hand-overs", "quarantine-proposed");
      signIn(page, "rob");
      page.navigate(headquarters + "/hand-overs?lang=en");
      page.click("button:text-is('Agree and admit it')");
      assertThat(page.locator("main")).containsText("It is in the store");
      both(page, "/hand-overs", "quarantine-admitted");
      Assertions.assertThat(server("records", "--json").json()).hasSize(3);

      for (String language : List.of("en", "fr")) {
        page.navigate(pages + "/unlock?lang=" + language);
        String said = language.equals("en") ? "keys were destroyed" : "clés ont été détruites";
        assertThat(page.locator("[role=alert]")).containsText(said);
        assertThat(page.locator("#passphrase")).hasCount(0);
        accessible(page, "laptop without keys " + language);
      }
    }
  }

  /** What the administrator's screen shows is all that the laptop gets. */
  private static void enrolByPicture(Page page) {
    page.navigate(headquarters + "/devices?lang=en");
    page.locator("form[action='/devices/token'] button").click();
    byte[] code = page.locator("main svg[role=img]").screenshot();
    page.navigate(pages + "/sync?lang=en");
    accessible(page, "laptop that is not enrolled");
    page.setInputFiles("#picture", new FilePayload("empty.png", "image/png", new byte[] {1}));
    page.locator("form[action$='/picture'] button").click();
    assertThat(page.locator("[role=alert]")).containsText("shows no QR code");
    page.setInputFiles("#picture", new FilePayload("code.png", "image/png", code));
    page.locator("form[action$='/picture'] button").click();
    assertThat(page.locator("#token")).hasValue(java.util.regex.Pattern.compile(".{86}"));
    page.fill("#server", address);
    page.locator("form[action='/sync/enrolment'] button").click();
    assertThat(page.locator("dl.facts")).containsText(address);
  }

  /** Records first, files as far as the budget lets them, and the rest when it is lifted. */
  private static void synchroniseWithinABudget(Page page) throws IOException {
    Files.write(work.resolve("gate.jpg"), SomePhotograph.jpeg(2000, 1500, 1, 21));
    importLines(2);
    page.navigate(pages + "/sync?lang=en");
    Locator files = page.locator("tbody tr:has-text('Photographs and files')");
    assertThat(files).hasCount(1);
    page.check("input[name=recordsOnly]");
    save(page);
    assertThat(page.locator("input[name=recordsOnly]")).isChecked();
    synchronise(page, "On the server: 1.");
    assertThat(files).hasCount(1);
    assertThat(page.locator("tbody tr")).hasCount(1);

    page.uncheck("input[name=recordsOnly]");
    page.fill("#perSync", "0,02");
    save(page);
    assertThat(page.locator("#perSync")).hasValue("0.02");
    synchronise(page, "the budget lets no more cross now");
    assertThat(page.locator("main")).containsText("Sent today: 20.0 KB");
    for (String language : List.of("fr", "en")) {
      page.navigate(pages + "/sync?lang=" + language);
      accessible(page, "sync within a budget " + language);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(SHOTS.resolve("sync-budget-" + language + ".png")));
    }

    page.fill("#perSync", "");
    save(page);
    page.route("**/sync/progress", it -> it.fulfill(json("{\"text\":\"0 of 1 sent, 3 s left\"}")));
    assertThat(page.locator("[data-progress]")).hasText("0 of 1 sent, 3 s left");
    page.unroute("**/sync/progress");
    assertThat(page.locator("[data-progress]")).hasText(""); // nothing crosses now
    synchronise(page, "One photograph or file sent");
    assertThat(files).hasCount(0);
  }

  private static Route.FulfillOptions json(String body) {
    return new Route.FulfillOptions().setContentType("application/json").setBody(body);
  }

  private static void save(Page page) {
    page.locator("form[action='/sync/budget'] button").click();
    page.waitForLoadState();
  }

  private static void synchronise(Page page, String said) {
    page.locator("form[action='/sync'] button").click();
    assertThat(page.locator("p.good").first())
        .containsText(said, new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
  }

  /** Lines of the sample; the third with a photograph. */
  private static void importLines(int... numbers) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    var some = new StringBuilder();
    for (int number : numbers) {
      String attached = number == 2 ? ",\"attachments\":[{\"path\":\"gate.jpg\"}]}" : "}";
      some.append(lines.get(number).strip().replaceFirst("}$", attached)).append('\n');
    }
    Path file = Files.writeString(work.resolve("some-" + numbers.length + ".jsonl"), some);
    agent("import", file.toString()).orFail("import");
  }

  private static void signIn(Page page, String name) {
    page.context().clearCookies();
    page.navigate(headquarters + "/sign-in?lang=en");
    page.fill("#name", name);
    page.fill("#password", Processes.SECRET);
    page.click("main button");
    assertThat(page.locator("header")).containsText(name);
  }

  /** Looks at a page in French and in English. */
  private static void both(Page page, String path, String name) {
    for (String language : List.of("fr", "en")) {
      page.navigate(headquarters + path + "?lang=" + language);
      accessible(page, name + " " + language);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + "-" + language + ".png")));
    }
  }

  private static void accessible(Page page, String what) {
    Assertions.assertThat(Look.findings(page)).as(what).isEmpty();
  }

  private static Processes.Result server(String... arguments) {
    return processes.server(with(server, arguments));
  }

  private static Processes.Result agent(String... arguments) {
    return processes.agent(with(laptop, arguments));
  }

  private static String[] with(Path data, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all.toArray(String[]::new);
  }
}
