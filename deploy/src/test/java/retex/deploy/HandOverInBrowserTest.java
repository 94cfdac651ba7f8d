package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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

/** A laptop is revoked on a page, hands over, and two officers let its backlog in on another. */
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
    String token = server("device-token", "--json").json().get("token").asText();
    Path some = work.resolve("some.jsonl");
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    Files.writeString(some, lines.get(0) + "\n" + lines.get(1) + "\n");
    agent("import", some.toString()).orFail("import");
    agent("enrol", "--server", "127.0.0.1:" + ports.grpc(), "--token", token).orFail("enrol");
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
  void a_backlog_goes_from_a_revoked_laptop_through_two_people_into_the_store() {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      signIn(page, "ada");
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
      assertThat(page.locator("tbody")).containsText("Its key slots are gone");
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
      Assertions.assertThat(server("records", "--json").json()).hasSize(2);

      String pages = "http://127.0.0.1:" + processes.serveLocked(laptop).http();
      for (String language : List.of("en", "fr")) {
        page.navigate(pages + "/unlock?lang=" + language);
        String said = language.equals("en") ? "keys were destroyed" : "clés ont été détruites";
        assertThat(page.locator("[role=alert]")).containsText(said);
        assertThat(page.locator("#passphrase")).hasCount(0);
        accessible(page, "laptop without keys " + language);
      }
    }
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
    List<String> found =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .map(it -> it.getId() + " " + it.getNodes().get(0).getHtml())
                .toList();
    Assertions.assertThat(found).as(what).isEmpty();
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
