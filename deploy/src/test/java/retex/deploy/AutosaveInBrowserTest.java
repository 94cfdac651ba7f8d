package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;

/** One window, typed into as people do: with pauses. It never hears of another window. */
@Tag("browser")
class AutosaveInBrowserTest {

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
  void a_team_is_typed_line_by_line_with_pauses() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=about");
    Locator team = page.locator("[id=evaluators]");
    team.focus();

    pausing("Maj Okafor");
    assertThat(team).hasValue("Maj Okafor");
    pausing("; lead");
    page.keyboard().press("Enter");
    pause();
    pausing("Cap Some");
    pausing(" Body");
    page.locator("h1").click();
    assertThat(team).hasValue("Maj Okafor; lead\nCap Some Body; member");
    saved();

    page.reload();
    assertThat(page.locator("[id=evaluators]")).hasValue("Maj Okafor; lead\nCap Some Body; member");
  }

  @Test
  void a_reason_that_a_rating_took_the_place_of_is_there_again_with_not_observed() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=FP");
    Keyboard keys = page.keyboard();
    page.locator("[data-criterion=FP1] input[type=radio]").first().focus();

    keys.press("0");
    pausing("No convoy left.");
    keys.press("Escape");
    keys.press("3");
    pause();
    keys.press("0");
    Locator reason = page.locator("[id='answers.FP1.reason']");
    assertThat(reason).isFocused();
    assertThat(reason).hasValue("No convoy left.");
    keys.press("End");
    pausing(" None came.");
    keys.press("Escape");
    saved();

    page.reload();
    assertThat(page.locator("[id='answers.FP1.reason']")).hasValue("No convoy left. None came.");
    assertThat(page.locator("[data-criterion=FP1] input[type=radio][value=NO]")).isChecked();
  }

  @Test
  void yes_not_observed_no_and_a_number_behind_a_tick_that_went_are_kept() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=SU");
    Keyboard keys = page.keyboard();
    Locator number = page.locator("[name='answers.SU5.value']:not([type=hidden])");
    Locator unseen = page.locator("[data-criterion=SU5] input[type=checkbox][value=NO]");
    number.focus();
    pausing("12");
    unseen.check();
    pause();
    unseen.uncheck();
    pause();
    assertThat(number).hasValue("");
    number.focus();
    pausing("15");
    saved();

    page.navigate(base + draft + "?section=" + yesNo(draft));
    Locator question = page.locator("[data-criterion]:has(input[value=yes])").first();
    String code = question.getAttribute("data-criterion");
    question.locator("input[value=yes]").focus();
    keys.press("1");
    pause();
    keys.press("0");
    pause();
    keys.press("Escape");
    keys.press("2");
    saved();

    page.reload();
    assertThat(page.locator("[data-criterion='" + code + "'] input[type=radio][value=no]"))
        .isChecked();
    page.navigate(base + draft + "?section=SU");
    assertThat(page.locator("[name='answers.SU5.value']:not([type=hidden])")).hasValue("15");
  }

  @Test
  void a_number_after_not_observed_takes_the_tick_and_the_reason_away() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=SU");
    Locator number = page.locator("[name='answers.SU5.value']:not([type=hidden])");
    Locator unseen = page.locator("[data-criterion=SU5] input[type=checkbox][value=NO]");
    unseen.check();
    page.locator("[id='answers.SU5.reason']").focus();
    pausing("The store was shut.");

    number.focus();
    pausing("12,5");

    assertThat(unseen).not().isChecked();
    assertThat(page.locator("[data-criterion=SU5] [data-reason]")).isHidden();
    page.locator("h1").click();
    saved();
    assertThat(number).hasValue("12.5");
    page.reload();
    assertThat(unseen).not().isChecked();
    assertThat(number).hasValue("12.5");
  }

  @Test
  void a_field_that_is_refused_keeps_no_other_from_being_saved() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=FP");
    page.route(
        "**" + draft + "/field",
        route -> {
          if (route.request().postData().contains("FP1.comment")) {
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(422)
                    .setContentType("application/json")
                    .setBody("{\"code\":\"FIELD_NOT_IN_FORM\",\"text\":\"No such field.\"}"));
          } else {
            route.resume();
          }
        });
    page.locator("[id='answers.FP1.comment']").fill("Refused.");
    pause();
    page.locator("[id='answers.FP2.comment']").fill("Taken.");
    pause();

    assertThat(page.locator("[data-saved]")).containsText("No such field.");
    try (Page other = browser.newPage()) {
      other.navigate(base + draft + "?section=FP");
      assertThat(other.locator("[id='answers.FP2.comment']")).hasValue("Taken.");
      assertThat(other.locator("[id='answers.FP1.comment']")).hasValue("");
    }
  }

  @Test
  void a_box_of_a_note_is_ticked_unticked_and_ticked_and_a_number_loses_its_zero() {
    String draft = open("trainer-note@1");
    page.navigate(base + draft);
    Locator barrier = page.locator("[name=languageBarrier][type=checkbox]");
    barrier.check();
    pause();
    barrier.uncheck();
    pause();
    barrier.check();
    Locator total = page.locator("[id='audience.total']");
    total.focus();
    pausing("024");
    page.keyboard().press("Tab");
    assertThat(total).hasValue("24");
    total.focus();
    page.keyboard().press("End");
    pausing("5");
    page.keyboard().press("Tab");
    saved();

    page.reload();
    assertThat(page.locator("[id='audience.total']")).hasValue("245");
    assertThat(page.locator("[name=languageBarrier][type=checkbox]")).isChecked();
  }

  @Test
  void a_unit_of_the_list_and_a_typed_name_never_stand_side_by_side() {
    page.navigate(base + "/?lang=en");
    page.evaluate( // as if the list had come down
        """
        const form = document.querySelector('#instrument').form;
        form.querySelector('[name=unit]')?.remove();
        const unit = document.createElement('input');
        Object.assign(unit, { type: 'hidden', name: 'unit', value: 'U-101' });
        form.append(unit);
        """);
    page.click("main button");
    page.waitForURL("**/drafts/**");
    Locator code = page.locator("[id='unit.code']");
    Locator name = page.locator("[id='unit.name']");
    assertThat(name).isHidden();

    code.selectOption("");
    assertThat(name).isVisible();
    name.focus();
    pausing("Some Battalion");
    code.selectOption("U-101");
    assertThat(name).isHidden();
    saved();
    code.selectOption("");
    assertThat(name).isVisible();
    assertThat(name).hasValue("");
    name.focus();
    pausing("Another");
    code.selectOption("U-101");
    pause();
    saved();

    page.reload();
    assertThat(page.locator("[id='unit.code']")).hasValue("U-101");
    assertThat(page.locator("[id='unit.name']")).isHidden();
  }

  @Test
  void a_conflict_in_one_field_keeps_no_other_from_being_saved() {
    String draft = open("infantry-battalion@2");
    page.navigate(base + draft + "?section=narrative");
    try (Page other = browser.newPage()) {
      other.navigate(base + draft + "?section=narrative");
      other.locator("[id='narrative.strengths']").fill("Written in the other window.");
      other.locator("h1").click();
      assertThat(other.locator("[data-saved]")).hasAttribute("data-state", "saved");

      page.evaluate( // both wait at once
          """
          for (const [name, text] of [['narrative.strengths', 'Here.'], ['narrative.shortfalls', 'Kept.']]) {
            const field = document.getElementById(name);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }
          """);
      assertThat(page.locator(".conflict")).hasCount(1);
      page.waitForTimeout(500);
      assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "lost");

      page.locator("[id='narrative.strengths']").pressSequentially(" And on.");
      page.locator("a[href*='section=FP']").first().click();
      pause();
      assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "lost");
      assertThat(page.locator(".conflict")).hasCount(1); // neither overwritten nor left

      other.reload();
      assertThat(other.locator("[id='narrative.shortfalls']")).hasValue("Kept.");
      assertThat(other.locator("[id='narrative.strengths']"))
          .hasValue("Written in the other window.");
      page.locator(".conflict button").last().click();
      saved();
      assertThat(page.locator("[id='narrative.strengths']"))
          .hasValue("Written in the other window.");
    }
  }

  /** The first part of the form that has a question for yes or no. */
  private String yesNo(String draft) {
    for (String part : new String[] {"FP", "C2", "PC", "MS", "SU", "CD"}) {
      page.navigate(base + draft + "?section=" + part);
      if (page.locator("[data-criterion] input[value=yes]").count() > 0) {
        return part;
      }
    }
    throw new IllegalStateException("no such question");
  }

  private String open(String instrument) {
    page.navigate(base + "/?lang=en");
    page.selectOption("#instrument", instrument);
    page.click("main button");
    page.waitForURL("**/drafts/**");
    return page.url().substring(base.length()).replaceAll("[?].*", "");
  }

  /** Types as a hand does, and rests until it is kept. */
  private void pausing(String text) {
    page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(30));
    pause();
  }

  private void pause() {
    page.waitForTimeout(800);
  }

  private void saved() {
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
    assertThat(page.locator(".conflict")).hasCount(0);
  }
}
