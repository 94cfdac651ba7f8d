package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.instrument.Instruments;
import retex.look.Chromium;

/**
 * A part of 120 criteria: its first screens are there at once, the others come as text and are
 * fields before a hand needs them.
 */
@Tag("browser")
class LongFormInBrowserTest {

  private static final List<String> CODES =
      IntStream.rangeClosed(1, 120).mapToObj(i -> "AA" + i).toList();

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static String base;

  private Page page;

  @BeforeAll
  static void start() throws IOException {
    Path more = Files.createDirectories(work.resolve("more/instruments"));
    try (var in = Instruments.class.getResourceAsStream("/instruments/index.txt")) {
      String known = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(more.resolve("index.txt"), known + "long-form@1\n");
    }
    Files.writeString(more.resolve("long-form.yaml"), longForm());
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    // resources found there come before those of the program
    processes.set("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + more.getParent());
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
    page = window(true);
  }

  @Test
  void all_criteria_are_there_in_order_before_a_hand_does_anything() {
    page.navigate(base + begin() + "?section=AA");

    assertThat(page.locator(".folded")).hasCount(0);
    assertThat(codes()).isEqualTo(CODES);
    assertThat(page.locator("[data-criterion=AA110]")).isHidden();
  }

  @Test
  void a_link_leads_to_a_criterion_far_down_and_a_digit_rates_that_one() {
    page.navigate(base + begin() + "?section=AA#at-AA100");

    Locator tiles = page.locator("[data-criterion=AA100] input[type=radio]");
    assertThat(tiles.first()).isFocused();
    assertThat(page.locator("[data-criterion=AA100]")).isInViewport();
    page.keyboard().press("3");
    saved();
    page.reload();

    assertThat(page.locator("input[type=radio]:checked")).hasCount(1);
    assertThat(page.locator("[data-criterion=AA100] input:checked")).hasValue("3");
  }

  @Test
  void a_key_of_the_first_moment_finds_what_is_far_down() {
    String draft = begin();
    page.navigate(base + draft + "?section=AA");
    for (String code : CODES.subList(0, 60)) {
      page.locator("[data-criterion=" + code + "] input[value='3']").check();
    }
    saved();
    page.addInitScript("window.requestIdleCallback = () => 0"); // hands that never rest
    page.reload();
    assertThat(page.locator("[data-criterion=AA61]")).hasCount(0);

    page.keyboard().press("n");

    assertThat(page.locator("[data-criterion=AA61] input[type=radio]").first()).isFocused();
  }

  @Test
  void a_key_makes_fields_only_as_far_down_as_it_leads() {
    page.addInitScript("window.requestIdleCallback = () => 0"); // hands that never rest
    page.navigate(base + begin() + "?section=AA");
    Locator folded = page.locator(".folded");
    int before = folded.count();

    page.keyboard().type("n3n4");
    saved();
    assertThat(folded).hasCount(before);
    for (int i = 0; i < 12; i++) {
      page.keyboard().type("j");
    }

    assertThat(page.locator("[data-criterion=AA14] input[type=radio]").first()).isFocused();
    assertThat(folded).hasCount(before - 1);
    page.keyboard().press("Control+f");
    assertThat(folded).hasCount(0);
    assertThat(codes()).isEqualTo(CODES);
  }

  @Test
  void what_an_answer_asks_is_asked_far_down_too() {
    page.addInitScript("window.requestIdleCallback = () => 0"); // hands that never rest
    page.navigate(base + begin() + "?section=AA");

    page.locator("[data-criterion=AA1] input[value='2']").check();
    saved();
    page.keyboard().press("Control+f");

    assertThat(page.locator("[data-criterion=AA110]")).isVisible();
    page.locator("[data-criterion=AA1] input[value='3']").check();
    assertThat(page.locator("[data-criterion=AA110]")).isHidden();
  }

  @Test
  void a_remark_that_looks_like_the_end_of_a_stretch_is_only_a_remark() {
    String draft = begin();
    page.navigate(base + draft + "?section=AA");
    String remark = "</noscript></textarea><b id=loose onclick=x>&lt;";
    page.locator("[id='answers.AA90.comment']").fill(remark);
    saved();
    page.reload();

    assertThat(page.locator("[id='answers.AA90.comment']")).hasValue(remark);
    assertThat(page.locator("#loose")).hasCount(0);
    assertThat(codes()).isEqualTo(CODES);
  }

  @Test
  void a_photograph_far_down_can_be_removed() throws IOException {
    String draft = begin();
    page.onFileChooser(chooser -> {}); // asked for in time
    page.navigate(base + draft + "?section=AA");
    Locator place = page.locator("[data-criterion=AA90]");
    page.waitForFileChooser(() -> place.locator("[data-attach]").click())
        .setFiles(new FilePayload("gate.jpg", "image/jpeg", SomePhotograph.jpeg(320, 240, 1, 1)));
    assertThat(place.locator("figure img")).hasCount(1);
    saved();
    page.navigate(base + draft + "?section=AA"); // to no criterion: this one comes as text

    place.locator("[data-remove]").click();

    assertThat(place.locator("figure")).hasCount(0);
  }

  @Test
  void a_note_with_its_many_topics_is_whole_at_once() {
    page.addInitScript("window.requestIdleCallback = () => 0"); // hands that never rest
    page.navigate(base + begin("trainer-note@1"));

    assertThat(page.locator("[data-saved]")).isVisible();
    assertThat(page.locator(".folded")).hasCount(0);
  }

  @Test
  void without_script_every_criterion_is_there_and_kept() {
    page = window(false);
    page.navigate(base + begin() + "?section=AA");
    assertThat(codes()).isEqualTo(CODES);
    press("[data-criterion=AA2] input[value='1']", "Space");
    press("[data-criterion=AA119] input[value='4']", "Space");
    press("form[data-draft] > button", "Enter");
    page.waitForURL(it -> !it.endsWith("section=AA"));
    page.navigate(page.url().replaceAll("section=.*", "section=AA"));

    assertThat(page.locator("input[type=radio]:checked")).hasCount(2);
    assertThat(page.locator("[data-criterion=AA119] input:checked")).hasValue("4");
  }

  /** By key: where no script runs, what stands still for a click cannot be told. */
  private void press(String selector, String key) {
    page.locator(selector).focus();
    page.keyboard().press(key);
  }

  private Object codes() {
    return page.locator("[data-criterion]")
        .evaluateAll("all => all.map(it => it.dataset.criterion)");
  }

  private void saved() {
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private static Page window(boolean runsScript) {
    return browser.newPage(
        new Browser.NewPageOptions().setViewportSize(1366, 768).setJavaScriptEnabled(runsScript));
  }

  private String begin() {
    return begin("long-form@1");
  }

  private String begin(String instrument) {
    page.navigate(base + "/?lang=en");
    page.selectOption("#instrument", instrument);
    page.click("main button");
    page.waitForURL("**/drafts/**");
    return page.url().substring(base.length()).replaceAll("[?].*", "");
  }

  private static String longForm() {
    var text =
        new StringBuilder(
            """
            id: long-form
            version: 1
            appliesTo: infantry-battalion
            title: {en: Long form, fr: Long formulaire}
            scale: {1: {en: a, fr: a}, 2: {en: b, fr: b}, 3: {en: c, fr: c}, 4: {en: d, fr: d}, "NO": {en: n, fr: n}}
            areas:
              - code: AA
                weight: 1
                title: {en: All, fr: Tout}
                criteria:
            """);
    for (String code : CODES) {
      text.append("      - {code: ")
          .append(code)
          .append(code.equals("AA110") ? ", when: {criterion: AA1, in: [1, 2]}" : "")
          .append(", kind: rating, required: true, releasable: \"yes\", topics: [FP-01], text: ")
          .append("{en: Question of the long form., fr: Question du long formulaire.}}\n");
    }
    return text + "narrative:\n  - {code: strengths, required: true, title: {en: s, fr: s}}\n";
  }
}
