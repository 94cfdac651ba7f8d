package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

/** Hands that never leave the keyboard: no click, no pointer, no field reached but by keys. */
@Tag("browser")
class KeyboardAloneTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60); // nothing is timed here
  private static final Path SHOTS = Path.of("target/screenshots");
  private static final int FARTHEST = 80; // fields between two places of one page
  private static final int MOST = 150; // places to answer in the form
  private static final int KEYS_A_MINUTE = 250; // of a slow typist, who writes 50 words a minute

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static String base;

  private Page page;
  private int pressed;

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
    page.addInitScript(
        "addEventListener('pointerdown', () => sessionStorage.setItem('pointed', 'yes'), true)");
  }

  @AfterEach
  void closed() {
    page.close();
  }

  @Test
  void an_evaluation_goes_from_the_list_to_its_submission() {
    begin("en", "Special", "quick-reaction-company");
    press("m");
    arrived("check=yes");
    shot("keys-missing");
    goTo("#missing a[href*='#at-']");
    press("Enter");
    until("() => document.activeElement.closest('[id^=at-]') !== null", "");
    press("Escape");
    answerAll();

    goTo("[data-part] a[href*='section=SN']"); // alerts and drills: as many as were seen
    press("Enter");
    arrived("section=SN");
    goTo("a.button[href*='items=1']");
    press("Enter");
    arrived("items=1");
    goTo("[data-criterion] input[type=radio]");
    press("1");
    saved();
    shot("keys-answered");
    press("n"); // to what is missing, where nothing is left
    arrived("check=yes");
    assertThat(page.locator("#missing[role=status]")).containsText("can be submitted");
    Assertions.assertThat(Look.findings(page)).isEmpty();

    goTo("[data-submit]");
    press("Enter");
    assertThat(page.locator(".state").first()).containsText("submitted");
    assertThat(page.locator("main")).containsText("Left 40 minutes after the order.");
    assertThat(page.locator("main")).containsText("No convoy left during the visit.");
    assertThat(page.locator("main .files img")).hasCount(1);
    Assertions.assertThat(page.evaluate("sessionStorage.getItem('pointed')")).isNull();
  }

  @Test
  void a_trainer_s_note_takes_less_than_a_minute() {
    begin("fr", "Note", "trainer-note");
    type("Bataillon Exemple", "[id='unit.name']");
    press("Tab");
    type("bataillon", "[id='unit.type']");
    goTo("[id='trainer.name']");
    type("Cap. Une Personne", "[id='trainer.name']");
    press("Tab");
    type("Premiers", "#topic");
    press("Tab");
    type("24", "[id='audience.total']");
    press("Tab");
    type("5", "[id='audience.women']");
    press("Escape");
    press("n");
    press("2");
    press("n");
    press("3");
    press("n");
    type("Garrots posés en moins d’une minute ; pas assez de brancards.", "#observations");
    goTo("[data-submit]");
    press("Enter");

    assertThat(page.locator(".state").first()).containsText("soumise");
    Assertions.assertThat(pressed).isLessThan(KEYS_A_MINUTE);
    Assertions.assertThat(page.evaluate("sessionStorage.getItem('pointed')")).isNull();
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

  /** One key leads to whatever is open, until nothing is. */
  private void answerAll() {
    int ratings = 0;
    for (int i = 0; i < MOST && !isFull(); i++) {
      Locator field = nextOpen();
      String name = field.getAttribute("name");
      if (!"radio".equals(field.getAttribute("type"))) {
        answer(field, name);
        press("Escape");
      } else if (page.locator("[name='" + name + "'][type=radio][value='3']").count() == 0) {
        press("1");
      } else {
        rate(ratings++);
      }
      saved();
    }
    Assertions.assertThat(isFull()).isTrue();
  }

  private void rate(int before) {
    switch (before) {
      case 0 -> {
        press("2");
        press("r");
        page.keyboard().type("Left 40 minutes after the order.");
        press("Escape");
        page.waitForFileChooser(() -> press("p"))
            .setFiles(new FilePayload("one.jpg", "image/jpeg", photograph()));
        page.waitForSelector("figure[data-file]");
        press("Escape"); // its caption stays empty
      }
      case 1 -> {
        press("0");
        page.keyboard().type("No convoy left during the visit.");
        press("Escape");
      }
      default -> press("3");
    }
  }

  private static byte[] photograph() {
    return SomePhotograph.jpeg(640, 480, 1, 7);
  }

  private void answer(Locator field, String name) {
    String tag = (String) field.evaluate("it => it.tagName");
    String text =
        name.startsWith("period.")
            ? "02022026"
            : tag.equals("SELECT") ? "I" : name.startsWith("answers.") ? "5" : "Some One; lead";
    page.keyboard().type(text);
  }

  /** Presses n and waits until the hands are somewhere else. */
  private Locator nextOpen() {
    Object before = page.evaluate(HERE);
    press("n");
    until( // all scripts of a page that came
        "before => { const it = "
            + HERE
            + "; return document.readyState === 'complete' && Boolean(it) && it !== before; }",
        before);
    return page.locator(":focus");
  }

  private static final String HERE =
      "(document.activeElement.matches('input, select, textarea')"
          + " ? location.href + ' ' + document.activeElement.name : '')";

  private boolean isFull() {
    return (boolean)
        page.evaluate(
            "[...document.querySelectorAll('[data-part] progress')].every(it => it.value >="
                + " it.max)");
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
    pressed += text.length();
  }

  private void press(String key) {
    page.keyboard().press(key);
    pressed++;
  }

  private void arrived(String query) {
    until("it => location.search.includes(it) && document.readyState === 'complete'", query);
  }

  /** Asks again and again, over a page that comes meanwhile, too. */
  private void until(String claim, Object about) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(claim, about)) {
      Assertions.assertThat(System.nanoTime()).as(claim + " " + about).isLessThan(limit);
      page.waitForTimeout(20);
    }
  }

  private boolean holds(String claim, Object about) {
    try {
      return Boolean.TRUE.equals(page.evaluate(claim, about));
    } catch (PlaywrightException leaving) {
      return false;
    }
  }

  private void saved() {
    page.waitForTimeout(400);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private void shot(String name) {
    Assertions.assertThat(Look.sideways(page)).isEmpty();
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }
}
