package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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
import retex.look.Chromium;
import retex.look.Look;

/** An evaluation is signed on a laptop with a key that headquarters certified, and read there. */
@Tag("browser")
class SignOffInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path server;
  private static Path laptop;
  private static String headquarters;
  private static String base;
  private static int grpc;

  @BeforeAll
  static void bothSides() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    server("catalogue", "import", "src/main/resources/sample/reference.json");
    server("account", "add", "--name", "ada", "--role", "administrator");
    server("account", "add", "--name", "rita", "--role", "reviewer");
    Processes.Ports ports = processes.serveServer(server);
    grpc = ports.grpc();
    headquarters = "http://127.0.0.1:" + ports.http();
    Path one = work.resolve("one.jsonl");
    Files.writeString(
        one,
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl")).get(0) + "\n");
    agent("import", one.toString());
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
  void a_certified_chief_signs_and_headquarters_shows_who_and_when() {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768));
        Page desk = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      page.navigate(base + "/signing-keys?lang=en");
      page.fill("#name", "Col Some Chief");
      page.fill("#passphrase", Processes.SECRET);
      page.click("button:text-is('Make the key')");
      assertThat(page.locator("main")).containsText("not certified yet");
      both(page, base + "/signing-keys", "signing-keys");
      String request = page.locator("td details p").textContent();
      String fingerprint = page.locator("td code").innerText();

      signIn(desk, "ada");
      desk.navigate(headquarters + "/people?lang=en");
      desk.fill("#request", request);
      desk.click("button:text-is('Certify')");
      assertThat(desk.locator("td code")).hasText(fingerprint);
      both(desk, headquarters + "/people", "people");
      page.fill("#certificate", desk.locator("td details p").textContent());
      page.click("button:text-is('Keep the certificate')");
      assertThat(page.locator("main")).containsText("until");

      page.navigate(base + "/");
      page.locator("a[data-row]").first().click();
      page.click("a[href*='/sign-offs?']");
      String signOffs = page.url();
      page.fill("#passphrase", "not the passphrase");
      page.press("#passphrase", "Enter");
      assertThat(page.locator("[role=alert]")).containsText("passphrase");
      page.fill("#passphrase", Processes.SECRET);
      page.press("#passphrase", "Enter");
      assertThat(page.locator("ol li")).containsText("Signed by Col Some Chief, chief evaluator");
      both(page, signOffs, "sign-offs");

      synchronise();
      signIn(desk, "rita");
      String record = signOffs.replaceAll(".*/own/|/sign-offs.*", "");
      desk.navigate(headquarters + "/records/" + record + "?lang=en");
      assertThat(desk.locator("main")).containsText("Col Some Chief, chief evaluator");
      accessible(desk, "signed record");
      desk.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve("record-signed-en.png")));
    }
  }

  private static void synchronise() {
    String token = server("device-token", "--json").json().get("token").asText();
    agent("enrol", "--server", "127.0.0.1:" + grpc, "--token", token);
    agent("sync");
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
  private static void both(Page page, String url, String name) {
    for (String language : List.of("fr", "en")) {
      page.navigate(url.replaceAll("\\?.*", "") + "?lang=" + language);
      accessible(page, name + " " + language);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + "-" + language + ".png")));
    }
  }

  private static void accessible(Page page, String what) {
    Assertions.assertThat(Look.findings(page)).as(what).isEmpty();
  }

  private static Processes.Result server(String... arguments) {
    return processes.server(with(server, arguments)).orFail("server");
  }

  private static Processes.Result agent(String... arguments) {
    return processes.agent(with(laptop, arguments)).orFail("agent");
  }

  private static String[] with(Path data, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all.toArray(String[]::new);
  }
}
