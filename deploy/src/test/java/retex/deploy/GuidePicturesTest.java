package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.look.Chromium;

/**
 * The pictures of the user's guide, taken from the product while it is used as the guide says.
 * {@code ./retex guide} puts them into {@code docs/guide}; no other run takes the minutes it needs.
 */
@Tag("browser")
@EnabledIfSystemProperty(named = "retex.guide", matches = ".+")
class GuidePicturesTest {

  private static final Path INTO = Path.of(System.getProperty("retex.guide", "target/guide"));
  private static final long LARGEST = 180_000; // bytes of a picture
  private static final int DOTS_PER_INCH = 80;
  private static final double PATIENCE = 120_000; // milliseconds; nothing is timed here
  private static final String REVIEWER = "reviewer";

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path laptop;
  private static Processes.Ports server;
  private static int locked;
  private static int open;

  @BeforeAll
  static void enrolled() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    Path data = work.resolve("server");
    laptop = work.resolve("laptop");
    String folder = data.toString();
    String reference = "src/main/resources/sample/reference.json";
    command("catalogue", "import", "--data", folder, reference);
    command("account", "add", "--data", folder, "--name", REVIEWER, "--role", "reviewer");
    server = processes.serveServer(data);
    String token =
        command("device-token", "--data", folder, "--mission", "MINELD", "--json")
            .json()
            .get("token")
            .asText();
    String address = "127.0.0.1:" + server.grpc();
    agent("enrol", "--data", laptop.toString(), "--server", address, "--token", token);
    agent("sync", "--data", laptop.toString());
    open = processes.serveAgent(laptop).http();
    locked = processes.serveLocked(work.resolve("new")).http();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    playwright.close();
    processes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void the_way_of_the_guide_is_the_way_of_the_product(String language) throws IOException {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1100, 720))) {
      page.setDefaultTimeout(PATIENCE);
      page.navigate(at(locked, "/unlock?lang=" + language));
      shot(page, language, "01-first-start");
      visit(page, language);
      evaluation(page, language);
      note(page, language);
      returned(page, language);
    }
  }

  private static void visit(Page page, String language) {
    page.navigate(at(open, "/visits?lang=" + language));
    page.locator("tr:has-text('U-201') summary").first().click();
    page.locator("[id='from-U-201']").fill("2026-11-24");
    page.locator("[id='to-U-201']").fill("2026-11-25");
    boolean french = language.equals("fr");
    page.locator("[id='team-U-201']")
        .fill(
            french ? "Cap. Une Personne ; évaluateur principal" : "Capt Some One; chief evaluator");
    shot(page, language, "02-visit");
    page.locator("tr:has-text('U-201') button").last().click();
    assertThat(page.locator("table").first()).containsText(french ? "Une Personne" : "Some One");
    page.locator("table").first().locator("button.plain").first().click();
  }

  private static void evaluation(Page page, String language) {
    page.navigate(at(open, "/"));
    page.selectOption("#instrument", "infantry-battalion@2");
    page.selectOption("#unit", "U-101");
    shot(page, language, "03-begin");
    page.locator("main form[action='/drafts'] button").click();
    page.waitForURL("**/drafts/**");
    page.navigate(page.url() + "?section=FP");
    page.keyboard().press("n");
    page.keyboard().press("3");
    page.keyboard().press("r");
    page.keyboard()
        .type(language.equals("fr") ? "L’alerte est connue de tous." : "Everyone knows the alarm.");
    page.keyboard().press("Escape");
    page.keyboard().press("n");
    page.keyboard().press("2");
    page.waitForTimeout(600);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
    shot(page, language, "04-form");
    page.locator("[data-missing]").click();
    page.waitForSelector("#missing");
    page.evaluate("scrollTo(0, 0)");
    shot(page, language, "05-missing");
  }

  private static void note(Page page, String language) {
    boolean french = language.equals("fr");
    page.navigate(at(open, "/"));
    page.selectOption("#instrument", "trainer-note@1");
    page.selectOption("#unit", "U-102");
    page.locator("main form[action='/drafts'] button").click();
    page.waitForURL("**/drafts/**");
    page.fill("[id='trainer.name']", french ? "Cap. Une Personne" : "Capt Some One");
    page.selectOption("#topic", "MED-01");
    page.fill("[id='audience.total']", "24");
    page.fill("[id='audience.women']", "5");
    page.locator("input[name='level.before'][type=radio][value='2']").check();
    page.locator("input[name='level.after'][type=radio][value='3']").check();
    page.fill(
        "#observations",
        french
            ? "Garrots posés en moins d’une minute ; trop peu de brancards pour s’exercer."
            : "Tourniquets on within a minute; too few stretchers to practise with.");
    page.locator("h1").click();
    page.waitForTimeout(600);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
    shot(page, language, "06-note");
    page.click("[data-submit]");
    page.waitForURL("**/own/**");
    shot(page, language, "07-submitted");
  }

  /** Sent, read at headquarters, returned with a remark; and on paper. */
  private static void returned(Page page, String language) throws IOException {
    String own = page.url();
    page.navigate(at(open, "/sync"));
    shot(page, language, "08-sync");
    agent("sync", "--data", laptop.toString());
    Rest reviewer = Rest.signIn(server.http(), REVIEWER, Processes.SECRET);
    for (JsonNode record : reviewer.get("/api/records").orFail("records").json()) {
      if (record.get("state").asText().equals("received")) {
        var body =
            JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("revision", record.get("revision").asText())
                .put(
                    "remark",
                    language.equals("fr")
                        ? "Combien de brancards faudrait-il pour s’exercer ?"
                        : "How many stretchers would it take to practise?");
        reviewer.post("/api/records/" + record.get("id").asText() + "/return", body).orFail("no");
      }
    }
    agent("sync", "--data", laptop.toString());
    page.navigate(own);
    assertThat(page.locator("#remark")).isVisible();
    shot(page, language, "09-returned");
    byte[] pdf = page.request().get(own + "/paper?in=" + language).body();
    try (var document = Loader.loadPDF(pdf)) {
      var picture = new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
      Path file = file(language, "10-paper");
      ImageIO.write(picture, "png", file.toFile());
      assertThat(file).isNotEmptyFile();
      assertThat(Files.size(file)).isLessThan(LARGEST);
    }
  }

  private static void shot(Page page, String language, String name) {
    try {
      Path file = file(language, name);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
      assertThat(Files.size(file)).as(name).isBetween(5_000L, LARGEST);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path file(String language, String name) throws IOException {
    return Files.createDirectories(INTO.resolve(language)).resolve(name + ".png");
  }

  private static String at(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static Processes.Result command(String... arguments) {
    return processes.server(arguments).orFail(arguments[0]);
  }

  private static void agent(String... arguments) {
    processes.agent(arguments).orFail(arguments[0]);
  }
}
