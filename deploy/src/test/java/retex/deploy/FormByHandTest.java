package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
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

/** The form as a tired officer uses it: by keys alone, in two windows, after a crash, by touch. */
@Tag("browser")
class FormByHandTest {

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
  }

  @AfterEach
  void closed() {
    page.close();
  }

  @Test
  void a_part_is_filled_in_by_keys_alone_and_n_goes_on_into_the_next() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    Keyboard keys = page.keyboard();

    keys.press("n");
    keys.press("3");
    keys.press("r");
    keys.type("The alarm is known.");
    keys.press("Escape");
    keys.press("n");
    keys.press("2");
    keys.press("n");
    keys.press("0");
    keys.type("No convoy left during the visit.");
    keys.press("Escape");
    keys.press("n");
    keys.press("Numpad4");
    keys.press("n");
    keys.press("1");
    saved();
    assertThat(page.locator("[data-part=FP] [data-done]")).hasText("5/5");
    assertThat(page.locator("[data-part=FP] [data-part-score]")).hasText("2.5 from 4 of 5");
    assertThat(page.locator("[data-score]")).containsText("holds it at 2");
    shot("form-en-1366x768");

    keys.press("u"); // which shows what it took back, and the digit is for that
    page.waitForURL(Pattern.compile(".*#at-FP5"));
    assertThat(page.locator("[data-criterion=FP5] input:checked")).hasCount(0);
    stroke("&", "Digit1", false); // as a French keyboard writes it
    assertThat(page.locator("[data-criterion=FP5] input[value='1']")).isChecked();
    stroke("2", "Digit2", true);
    assertThat(page.locator("[data-criterion=FP5] input[value='2']")).isChecked();
    stroke("#", "Digit3", true);
    assertThat(page.locator("[data-criterion=FP5] input[value='2']")).isChecked();
    keys.press("1");
    saved();
    keys.press("m");
    page.waitForURL(Pattern.compile(".*#missing"));
    keys.press("2"); // everything has an answer here
    page.waitForTimeout(100);
    assertThat(page.locator("[data-criterion=FP1] input:checked")).hasValue("3");

    stroke("N", "KeyN", false); // capitals are locked
    page.waitForURL(Pattern.compile(".*section=C2"));
    assertThat(page.locator("[data-criterion=C21] input[type=radio]").first()).isFocused();

    keys.press("4");
    saved();
    keys.press("u");
    page.waitForLoadState();
    assertThat(page.locator("[data-criterion=C21] input[type=radio]:checked")).hasCount(0);
    page.waitForURL(Pattern.compile(".*#at-C21"));
    stroke("ت", "KeyJ", false); // another script's letter at the place of j
    assertThat(page.locator("[data-criterion=C22] input[type=radio]").first()).isFocused();
  }

  @Test
  void undo_again_and_again_is_never_typed_into_what_came_back() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=narrative");
    for (String field : List.of("strengths", "shortfalls")) {
      page.locator("[id='narrative." + field + "']").fill("Seen by night.");
      saved();
    }
    page.navigate(base + draft + "?section=FP");

    for (String field : List.of("shortfalls", "strengths")) {
      page.keyboard().press("u");
      page.waitForURL(Pattern.compile(".*section=narrative#at-narrative." + field));
      page.waitForLoadState();
      assertThat(page.locator("[id='narrative." + field + "']")).hasValue("");
    }
  }

  @Test
  void what_is_missing_is_asked_anew_each_time() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    page.keyboard().press("m");
    assertThat(page.locator("#missing a[href$='#at-FP1']")).hasCount(1);

    page.keyboard().press("n");
    page.keyboard().press("3");
    saved();
    page.keyboard().press("m");

    assertThat(page.locator("#missing a[href$='#at-FP1']")).hasCount(0);
    assertThat(page.locator("#missing")).isInViewport();
  }

  @Test
  void what_depends_on_an_answer_comes_and_goes_at_once() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=PC");
    assertThat(page.locator("[data-criterion=PC5]")).isHidden();

    page.locator("[data-criterion=PC1] input[value='3']").check();
    assertThat(page.locator("[data-criterion=PC5]")).isVisible();

    page.locator("[data-criterion=PC1] input[value='1']").check();
    assertThat(page.locator("[data-criterion=PC5]")).isHidden();
  }

  @Test
  void what_is_required_once_it_is_asked_says_so_when_it_comes() {
    String draft = open("individual-police-officers@2", "en");
    page.navigate(base + draft + "?section=PC");

    page.locator("[data-criterion=PC5] input[value=interim]").check();

    assertThat(page.locator("[data-criterion=PC6][data-required]")).isVisible();
    assertThat(page.locator("[data-criterion=PC6] [data-optional]")).hasCount(0);
  }

  @Test
  void n_comes_to_rest_at_what_is_open_beside_the_criteria() {
    String draft = open("infantry-battalion@2", "en");
    rateAll(draft);
    page.navigate(base + draft + "?section=FP");

    page.keyboard().press("n");

    page.waitForURL(Pattern.compile(".*section=narrative"));
    assertThat(page.locator("[id='narrative.strengths']")).isFocused();
    page.waitForTimeout(500); // it went on and on by itself
    Assertions.assertThat(page.url()).endsWith("section=narrative");

    page.keyboard().press("Escape");
    page.keyboard().press("n");
    assertThat(page.locator("[id='narrative.shortfalls']")).isFocused();
  }

  @Test
  void n_comes_back_to_what_was_not_observed_without_a_reason() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    page.locator("[data-criterion=FP1] input[value=NO]").check();
    page.locator("[data-criterion=FP3] input[value='3']").focus();

    page.keyboard().press("3");
    for (String code : List.of("FP4", "FP5", "FP1")) {
      page.keyboard().press("n");
      assertThat(page.locator("[data-criterion=" + code + "] :focus")).hasCount(1);
      if (!code.equals("FP1")) {
        page.keyboard().press("3");
      }
    }

    assertThat(page.locator("[data-criterion=FP1] [data-reason] input[name$=reason]").last())
        .isFocused();
  }

  @Test
  void why_something_was_not_observed_is_asked_where_it_was_not_and_kept() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=FP");
    assertThat(page.locator("[data-criterion=FP2] [data-reason]")).hasCount(0);

    page.locator("[data-criterion=FP2] input[value=NO]").check();
    page.getByLabel("Why it was not observed").fill("It was dark.");
    page.keyboard().press("Escape");
    saved();
    page.reload();
    assertThat(page.getByLabel("Why it was not observed")).hasValue("It was dark.");

    page.locator("[data-criterion=FP2] input[value='3']").check();
    assertThat(page.locator("[data-criterion=FP2] [data-reason]")).isHidden();
  }

  @Test
  void steady_typing_is_kept_at_the_latest_every_two_seconds() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=narrative");
    page.locator("[id='narrative.strengths']").focus();
    var kept = new java.util.concurrent.atomic.AtomicInteger();
    page.onRequest(it -> kept.addAndGet(it.method().equals("PUT") ? 1 : 0));

    page.keyboard()
        .type("seen by night ".repeat(3), new Keyboard.TypeOptions().setDelay(100)); // 4 s

    Assertions.assertThat(kept.get()).isBetween(1, 5);
  }

  @Test
  void what_was_typed_before_the_script_was_there_is_kept_too() {
    String draft = open("infantry-battalion@2", "en");
    var script = new CompletableFuture<Route>();
    page.route("**/form.js*", script::complete);
    page.navigate(
        base + draft + "?section=about",
        new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.locator("[name='unit.name']").fill("Some Battalion");
    while (!script.isDone()) {
      page.waitForTimeout(20);
    }
    script.join().resume();
    saved();

    page.unroute("**/form.js*");
    page.reload();
    assertThat(page.locator("[name='unit.name']")).hasValue("Some Battalion");
  }

  @Test
  void two_windows_on_one_draft_ask_the_person_and_overwrite_nothing() {
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=narrative");
    try (Page other = browser.newPage()) {
      other.navigate(base + draft + "?section=narrative&lang=en");
      other.locator("[id='narrative.strengths']").fill("Written in the other window.");
      other.locator("h1").click();
      assertThat(other.locator("[data-saved]")).hasAttribute("data-state", "saved");
      other.waitForTimeout(600);

      page.locator("[id='narrative.strengths']").fill("Written here.");
      page.locator("h1").click();
      assertThat(page.locator(".conflict")).containsText("Written in the other window.");
      shot("two-windows-en");
      page.locator(".conflict button").first().click();
      saved();

      other.reload();
      assertThat(other.locator("[id='narrative.strengths']")).hasValue("Written here.");
    }
  }

  @Test
  void what_was_typed_while_the_agent_was_dead_is_saved_when_it_is_back() {
    Path folder = work.resolve("killed");
    int port = processes.serveAgent(folder).http();
    Process agent = processes.running().get(processes.running().size() - 1);
    base(port);
    String draft = open("infantry-battalion@2", "en");
    page.navigate(base + draft + "?section=narrative");
    agent.destroyForcibly();
    waitFor(agent);

    page.locator("[id='narrative.strengths']").fill("Typed while nothing answered.");
    page.locator("h1").click();
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "lost");
    assertThat(page.locator("[data-saved]")).containsText("Not saved");

    processes.serveAgent(folder, port);
    assertThat(page.locator("[data-saved]"))
        .hasAttribute(
            "data-state",
            "saved",
            new com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions()
                .setTimeout(20_000));
    page.reload();
    assertThat(page.locator("[id='narrative.strengths']"))
        .hasValue("Typed while nothing answered.");
    comesBackAfterTheLock(draft);
    base(processes.serveAgent(work.resolve("laptop")).http());
  }

  /** To the field where the hands were; the page of this one agent wants its passphrase again. */
  private void comesBackAfterTheLock(String draft) {
    page.locator("[id='narrative.strengths']").focus();
    page.locator("form[action='/lock'] button").click();
    page.locator("#passphrase").fill("a wrong passphrase");
    page.keyboard().press("Enter");
    assertThat(page.locator("[role=alert]")).isVisible();
    page.locator("#passphrase").fill(Processes.SECRET);
    page.keyboard().press("Enter");

    page.waitForURL(base + draft + "?section=narrative#at-narrative.strengths");
    assertThat(page.locator("[id='narrative.strengths']")).isFocused();
    page.navigate(base + "/");
    assertThat(page.locator("#instrument")).isVisible(); // once, and not whenever one goes there
  }

  @Test
  void a_trainer_s_note_takes_less_than_a_minute_by_keyboard() {
    String draft = open("trainer-note@1", "fr");
    page.navigate(base + draft);
    Keyboard keys = page.keyboard();
    Instant begun = Instant.now();

    page.locator("[id='unit.name']").focus();
    type("Bataillon Exemple");
    keys.press("Tab");
    type("Bataillon"); // the first of that name in the list
    skip(4); // state, mission and rotation are left; the date is today
    page.locator("[id='trainer.name']").focus();
    type("Cap. Une Personne");
    keys.press("Tab");
    type("Premiers");
    keys.press("Tab");
    type("24");
    keys.press("Tab");
    type("5");
    keys.press("Tab");
    keys.press("2");
    keys.press("Tab");
    keys.press("3");
    keys.press("Tab");
    type("Garrots posés en moins d’une minute ; pas assez de brancards pour s’exercer à tous.");
    keys.press("Escape");
    keys.press("n");
    assertThat(page.locator("#missing")).containsText("Il ne manque rien");
    page.locator("[data-submit]").focus();
    keys.press("Enter");

    assertThat(page.locator(".state").first()).containsText("soumise");
    Assertions.assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void what_is_missing_leads_to_the_field_itself() {
    String draft = open("infantry-battalion@2", "fr");
    page.navigate(base + draft + "?section=about");

    page.locator("[data-missing]").click();
    page.locator("#missing a", new Page.LocatorOptions().setHasText("MS3")).click();

    assertThat(page.locator("[data-criterion=MS3] input[type=radio]").first()).isFocused();
    Assertions.assertThat(Look.findings(page)).isEmpty();
  }

  @Test
  void a_note_in_arabic_runs_from_right_to_left() {
    String draft = open("trainer-note@1", "fr");
    page.navigate(base + draft + "?asked=ar");

    assertThat(page.locator("[dir=rtl]").first()).hasAttribute("lang", "ar");
    assertThat(page.locator("label[for=topic]")).hasText("الموضوع");
    Assertions.assertThat(Look.findings(page)).isEmpty();
    shot("note-ar-1366x768");
  }

  @Test
  void everything_can_be_touched_on_a_ten_inch_tablet() {
    String draft = open("infantry-battalion@2", "fr");
    page.setViewportSize(800, 1280);
    page.navigate(base + draft + "?section=FP");

    Object small =
        page.evaluate(
            """
            [...document.querySelectorAll('main a, main button, main label:has(input), main summary, main input:not([type=hidden],[type=radio],[type=checkbox]), main textarea')]
              .filter(it => it.checkVisibility())
              .map(it => [it.outerHTML.slice(0, 80), it.getBoundingClientRect()])
              .filter(([, box]) => box.height < 43.5)
              .map(([html, box]) => html + ' ' + box.height)
            """);
    Object wide = page.evaluate("document.documentElement.scrollWidth > innerWidth");
    shot("form-fr-tablet");

    Assertions.assertThat((List<?>) small).isEmpty();
    Assertions.assertThat(wide).isEqualTo(false);
  }

  @Test
  void every_page_of_a_draft_is_accessible_in_both_languages() {
    for (String language : List.of("en", "fr")) {
      String draft = open("infantry-battalion@2", language);
      page.navigate(base + draft + "?section=FP");
      page.locator("[data-criterion=FP1] input[value='1']").check();
      saved();
      for (String part : List.of("about", "FP", "MS", "narrative", "after")) {
        page.navigate(base + draft + "?section=" + part + "&check=yes");
        Assertions.assertThat(Look.findings(page)).as(part + " " + language).isEmpty();
        shot("part-" + part + "-" + language);
      }
      page.navigate(base + draft + "/history");
      Assertions.assertThat(Look.findings(page)).as("history " + language).isEmpty();
      shot("history-" + language);
    }
  }

  @Test
  void a_draft_moves_to_the_newer_form_by_a_page_that_says_what_happens_to_each_answer() {
    for (String language : List.of("en", "fr")) {
      page.navigate(base + "/?lang=" + language);
      page.selectOption("#instrument", "engineer-company@3");
      page.evaluate( // begun before the later editions came
          "document.querySelector('#instrument').selectedOptions[0].value = 'engineer-company@1'");
      page.click("main button");
      page.waitForURL("**/drafts/**");
      String draft = page.url().substring(base.length()).replaceAll("[?].*", "");
      page.navigate(base + draft + "?section=MO");
      page.locator("[data-criterion=MO1] input[value='3']").check();
      saved();

      page.locator("a[href$='/upgrade']").click();
      assertThat(page.locator("main")).containsText("engineer-company@3");
      assertThat(page.locator("tbody")).containsText("MO5");
      Assertions.assertThat(Look.findings(page)).as("upgrade " + language).isEmpty();
      shot("upgrade-" + language);

      page.locator("form[action$='/upgrade'] button").click();
      page.navigate(base + draft + "?section=MO");
      assertThat(page.locator("[data-criterion=MO1] input[type=radio][value='3']")).isChecked();
      assertThat(page.locator("[data-criterion=MO5]")).hasCount(1);
      assertThat(page.locator("a[href$='/upgrade']")).hasCount(0);
    }
  }

  @Test
  void a_form_without_script_keeps_and_leads_on() {
    try (var context =
            browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Page plain = context.newPage()) {
      plain.navigate(base + "/?lang=en");
      plain.selectOption("#instrument", "infantry-battalion@2");
      plain.click("main button");
      String draft = plain.url().substring(base.length());
      plain.navigate(base + draft + "?section=FP");
      plain.locator("[data-criterion=FP1] input[value='3']").check();
      plain.locator("[data-criterion=FP2] input[value='NO']").check();
      plain.locator("form[data-draft] > button").click();
      Assertions.assertThat(plain.url()).endsWith("section=C2");

      plain.navigate(base + draft + "?section=FP");
      assertThat(plain.locator("[data-criterion=FP1] input[type=radio][value='3']")).isChecked();
      assertThat(plain.locator("[data-criterion=FP2] [data-reason]")).isVisible();
      assertThat(plain.locator("[data-saved]")).hasText("Saved when you go on by the button below");
    }
  }

  /** Every criterion of a draft, as the page's script keeps them. */
  private void rateAll(String draft) {
    for (String part : List.of("FP", "C2", "PC", "MS", "SU", "CD")) {
      page.navigate(base + draft + "?section=" + part);
      page.evaluate(
          """
          for (const it of document.querySelectorAll('[data-criterion]')) {
            const tile = it.querySelector("input[value='3'], input[value=yes]");
            const text = it.querySelector("input[name$='.value']:not([type=hidden],[type=radio])");
            if (tile) tile.click();
            else if (text) { text.value = '42'; text.dispatchEvent(new Event('input', { bubbles: true })); }
          }
          """);
      saved();
    }
  }

  private String open(String instrument, String language) {
    page.navigate(base + "/?lang=" + language);
    page.selectOption("#instrument", instrument);
    page.click("main button");
    page.waitForURL("**/drafts/**");
    return page.url().substring(base.length()).replaceAll("[?].*", "");
  }

  private static void base(int port) {
    base = "http://127.0.0.1:" + port;
  }

  private void type(String text) {
    page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(60)); // 1000 signs a minute
  }

  /** One key as a keyboard of another language gives it. */
  private void stroke(String key, String code, boolean isShifted) {
    page.evaluate(
        """
        ([key, code, shiftKey]) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true }))
        """,
        List.of(key, code, isShifted));
  }

  private void skip(int fields) {
    for (int i = 0; i < fields; i++) {
      page.keyboard().press("Tab");
    }
  }

  private void saved() {
    page.waitForTimeout(500);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private void shot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }

  private static void waitFor(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
