package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/** Photographs as an evaluator adds them: picked, dropped, pasted, by key, without script. */
@Tag("browser")
class PhotographsInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");

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
    page.onFileChooser(chooser -> {}); // asked for in time: the browser hears of it beside the keys
  }

  @AfterEach
  void closed() {
    page.close();
  }

  @Test
  void photographs_are_picked_by_key_dropped_pasted_captioned_removed_and_brought_back()
      throws IOException {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    Locator criterion = page.locator("[data-criterion=FP1]");
    criterion.locator("input[value='2']").check();

    FileChooser chooser = page.waitForFileChooser(() -> page.keyboard().press("p"));
    chooser.setFiles(photograph(1));
    assertThat(criterion.locator("figure img")).hasCount(1);
    assertThat(criterion.locator("figcaption input[name^=caption]")).isFocused();
    page.keyboard().type("The north gate, open");
    give(criterion, "drop", photograph(2));
    assertThat(criterion.locator("figure img")).hasCount(2);
    give(page.locator("[data-criterion=FP2]"), "paste", photograph(3));
    assertThat(page.locator("[data-criterion=FP2] figure img")).hasCount(1);
    pasteCells(page.locator("[data-criterion=FP3] textarea"), photograph(5));
    give(page.locator("h1"), "drop", photograph(4));
    assertThat(page.locator("[data-files-count]")).hasText("4");
    saved();
    loaded(criterion.locator("figure img").first());
    shot("photographs-en");
    Assertions.assertThat(Look.findings(page)).isEmpty();

    criterion.locator("[data-remove]").last().click();
    assertThat(criterion.locator("figure")).hasCount(1);
    page.locator("[data-undo] button").click();
    page.waitForLoadState();
    assertThat(criterion.locator("figure")).hasCount(2);
    assertThat(criterion.locator("figcaption input[name^=caption]").first())
        .hasValue("The north gate, open");
    page.navigate(base + draft + "/history");
    assertThat(page.locator("main")).containsText("FP1 – photograph or file");
    Assertions.assertThat(page.locator("main").innerText()).doesNotContain("sha256");
    Assertions.assertThat(plain(work.resolve("laptop"))).isEmpty();
  }

  @Test
  void going_on_waits_for_photographs_on_their_way_and_a_removal_in_vain_is_told() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    Locator criterion = page.locator("[data-criterion=FP1]");
    Locator sign = page.locator("[data-saved]");
    page.evaluate(
        """
        () => {
          const real = window.fetch;
          window.held = [];
          window.fetch = (...all) => String(all[0]).includes("/attachments/bytes")
            ? new Promise((go) => { window.held.push(() => go(real(...all))); })
            : real(...all);
        }
        """);

    FileChooser chooser = page.waitForFileChooser(() -> criterion.locator("[data-attach]").click());
    chooser.setFiles(new FilePayload[] {photograph(6), photograph(7)});
    assertThat(sign).containsText("1 of 2");
    Locator remark = page.locator("[data-criterion=FP2] textarea");
    remark.focus();
    page.keyboard().type("The gate");
    release();
    assertThat(criterion.locator("figure")).hasCount(1);
    page.keyboard().type(" is open.");
    assertThat(remark).hasValue("The gate is open.");
    page.locator("[data-part=narrative] a").click();
    page.waitForTimeout(300);
    Assertions.assertThat(page.url()).contains("section=FP");
    release();
    page.waitForURL("**/*section=narrative");
    assertThat(page.locator("[data-files-count]")).hasText("2");

    page.navigate(base + draft + "?section=FP");
    page.route("**/attachments/removal", Route::abort);
    criterion.locator("[data-remove]").first().press("Enter"); // pictures may still move it
    assertThat(criterion.locator("[role=alert]")).containsText("was not removed");
    assertThat(criterion.locator("figure")).hasCount(2);
  }

  @Test
  void what_is_no_photograph_is_refused_beside_the_criterion_in_words() {
    String draft = open("infantry-battalion@2", "fr");
    page.navigate(base + draft + "?section=FP");
    page.clock().install();
    Locator criterion = page.locator("[data-criterion=FP1]");
    byte[] page1 = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

    FileChooser chooser = page.waitForFileChooser(() -> criterion.locator("[data-attach]").click());
    chooser.setFiles(new FilePayload("photo.jpg", "image/jpeg", page1));

    assertThat(criterion.locator("[role=alert]")).containsText("ni une photographie");
    assertThat(criterion.locator("figure")).hasCount(0);
    Assertions.assertThat(Look.findings(page)).isEmpty();
    page.clock().runFor(60_000);
    page.locator("form[data-draft] > button").click();
    assertThat(criterion.locator("[role=alert]")).isInViewport(); // told before one goes on
    page.locator("form[data-draft] > button").click();
    page.waitForURL("**/*section=C2");
  }

  @Test
  void without_script_a_page_of_its_own_takes_them_and_tells_what_the_camera_wrote() {
    String draft = open("trainer-note@1", "fr");
    try (var context =
            browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Page plain = context.newPage()) {
      plain.navigate(base + "/?lang=fr");
      plain.navigate(base + draft);
      plain.locator("[data-attach]").click();
      plain.locator("#file").setInputFiles(photograph(5));
      plain.locator("form[enctype] button").click();

      assertThat(plain.locator("figure img")).hasCount(1);
      plain.locator("details summary").click();
      assertThat(plain.locator("dl")).containsText(SomePhotograph.POSITION);
      assertThat(plain.locator("dl")).containsText(SomePhotograph.SERIAL);
      plain.locator("input[name=caption]").fill("Garrots");
      plain.locator("form[action$=caption] button").click();
      assertThat(plain.locator("input[name=caption]")).hasValue("Garrots");
      plain.screenshot(
          new Page.ScreenshotOptions().setPath(SHOTS.resolve("photographs-page-fr.png")));
    }
    page.navigate(base + draft + "/attachments");
    Assertions.assertThat(Look.findings(page)).isEmpty();
  }

  /** Lets one held file go. */
  private void release() {
    page.waitForCondition(() -> page.evaluate("held.length").equals(1));
    page.evaluate("() => { held.shift()(); }");
  }

  /**
   * As a table hands its cells over: a picture beside the text, which the browser is left to take.
   */
  private static void pasteCells(Locator where, FilePayload picture) {
    Object isTaken =
        where.evaluate(
            """
            (node, base64) => {
              const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
              const data = new DataTransfer();
              data.setData("text/plain", "Posts\t12");
              data.items.add(new File([bytes], "image.png", { type: "image/png" }));
              return !node.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            Base64.getEncoder().encodeToString(picture.buffer));
    Assertions.assertThat(isTaken).isEqualTo(false);
  }

  /** Hands a file to an element as a browser does when it is dropped or pasted there. */
  private static void give(Locator where, String how, FilePayload file) {
    where.evaluate(
        """
        (node, [how, name, type, base64]) => {
          const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], name, { type }));
          node.dispatchEvent(how === "drop"
            ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        List.of(how, file.name, file.mimeType, Base64.getEncoder().encodeToString(file.buffer)));
  }

  private static FilePayload photograph(long seed) {
    return new FilePayload("IMG.jpg", "image/jpeg", SomePhotograph.jpeg(640, 480, 1, seed));
  }

  private static void loaded(Locator picture) {
    Assertions.assertThat(picture.evaluate("it => it.decode().then(() => it.naturalWidth)"))
        .isEqualTo(240);
  }

  /** Markers that lie plainly under a folder. */
  private static List<String> plain(Path folder) throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        SomePhotograph.MARKERS.stream().filter(bytes::contains).forEach(found::add);
        if (bytes.contains(new String(SomePhotograph.latitude(), StandardCharsets.ISO_8859_1))) {
          found.add("position");
        }
      }
    }
    return found;
  }

  private String open(String instrument, String language) {
    page.navigate(base + "/?lang=" + language);
    page.selectOption("#instrument", instrument);
    page.click("main button");
    page.waitForURL("**/drafts/**");
    return page.url().substring(base.length()).replaceAll("[?].*", "");
  }

  private void saved() {
    page.waitForTimeout(500);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private void shot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }
}
