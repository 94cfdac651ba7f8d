package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/** A whole evaluation in the browser, with no network but the laptop's own loopback. */
@Tag("browser")
class FormInBrowserTest {

  private static final List<String> AREAS = List.of("FP", "C2", "PC", "MS", "SU", "CD");

  @TempDir private Path work;

  @Test
  void every_answer_is_there_after_the_agent_was_killed_and_the_form_can_be_submitted() {
    Path laptop = work.resolve("laptop");
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
        Playwright playwright = Playwright.create();
        Browser browser = Chromium.launch(playwright);
        Page page = browser.newPage()) {
      page.route(url -> !url.startsWith("http://127.0.0.1"), route -> route.abort()); // no network
      String base = "http://127.0.0.1:" + processes.serveAgent(laptop).http();
      page.navigate(base + "/?lang=en");
      page.selectOption("#instrument", "infantry-battalion@2");
      page.click("main button");
      String draft = page.url().substring(base.length());
      var entered = new TreeMap<String, String>();

      about(page, entered);
      for (int i = 0; i < AREAS.size(); i++) {
        page.navigate(base + draft + "?section=" + AREAS.get(i));
        rate(page, entered);
      }
      page.navigate(base + draft + "?section=narrative");
      for (Locator text : page.locator("textarea").all()) {
        text.fill("Seen by night and by day, in good order.");
        entered.put(text.getAttribute("name"), text.inputValue());
      }
      saved(page);

      processes.running().forEach(Process::destroyForcibly);
      base = "http://127.0.0.1:" + processes.serveAgent(laptop).http();

      var found = new TreeMap<String, String>();
      for (String section : List.of("about", "FP", "C2", "PC", "MS", "SU", "CD", "narrative")) {
        page.navigate(base + draft + "?section=" + section);
        read(page, entered, found);
      }
      Assertions.assertThat(found).isEqualTo(entered);
      sound(page);

      page.click("[data-submit]");
      assertThat(page.locator(".state").first()).containsText("submitted");
      JsonNode records =
          processes.agent("list", "--data", laptop.toString(), "--json").orFail("list").json();
      Assertions.assertThat(records).hasSize(1);
      Assertions.assertThat(records.get(0).get("state").asText()).isEqualTo("submitted");
    }
  }

  @Test
  void a_trainer_s_note_says_what_is_missing_and_leads_there() {
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
        Playwright playwright = Playwright.create();
        Browser browser = Chromium.launch(playwright);
        Page page = browser.newPage()) {
      page.navigate(
          "http://127.0.0.1:" + processes.serveAgent(work.resolve("one")).http() + "/?lang=fr");
      page.selectOption("#instrument", "trainer-note@1");
      page.click("main button");
      page.click("[data-submit]");

      assertThat(page.locator("[role=alert]")).containsText("Ce champ est vide");
      assertThat(page.locator("[role=alert] a[href$='#at-observations']")).hasCount(1);
      Assertions.assertThat(page.url()).endsWith("?section=about"); // which can be asked for again
      sound(page);
    }
  }

  private static void about(Page page, TreeMap<String, String> entered) {
    for (String[] field :
        List.of(
            new String[] {"unit.name", "Some Battalion"},
            new String[] {"unit.state", "Somewhere"},
            new String[] {"period.from", "2026-02-03"},
            new String[] {"period.to", "2026-02-06"},
            new String[] {"evaluators", "Some One; lead"})) {
      page.locator("[name='" + field[0] + "']").fill(field[1]);
      entered.put(field[0], field[1]);
    }
    saved(page);
  }

  /** By keyboard alone: a digit rates, n goes on. */
  private static void rate(Page page, TreeMap<String, String> entered) {
    int index = 0;
    for (Locator criterion : page.locator("[data-criterion]").all()) {
      Locator tiles = criterion.locator("input[type=radio]");
      if (tiles.count() == 0) {
        Locator number = criterion.locator("input[name$='.value']:not([type=hidden])");
        number.fill("42");
        entered.put(number.getAttribute("name"), "42");
      } else if (tiles.count() == 2) {
        tiles.first().check();
        entered.put(tiles.first().getAttribute("name"), "yes");
      } else {
        String rating = index % 3 == 0 ? "4" : "3";
        tiles.first().focus();
        page.keyboard().press(rating);
        entered.put(tiles.first().getAttribute("name"), rating);
      }
      index++;
    }
    Locator remark = page.locator("textarea").first();
    remark.fill("The alarm is known; drills are rehearsed.");
    entered.put(remark.getAttribute("name"), remark.inputValue());
    saved(page);
  }

  private static void saved(Page page) {
    page.locator("h1").click(); // leaving a field keeps it
    page.waitForTimeout(500);
    assertThat(page.locator("[data-saved]")).hasAttribute("data-state", "saved");
  }

  private static void read(
      Page page, TreeMap<String, String> entered, TreeMap<String, String> found) {
    for (String name : entered.keySet()) {
      Locator fields = page.locator("[name='" + name + "']");
      if (fields.count() == 0) {
        continue;
      }
      boolean isTile = "radio".equals(fields.first().getAttribute("type"));
      if (isTile) {
        Locator chosen = page.locator("[name='" + name + "']:checked");
        found.put(name, chosen.count() == 0 ? "" : chosen.getAttribute("value"));
      } else {
        found.put(name, fields.first().inputValue());
      }
    }
  }

  private static void sound(Page page) {
    Assertions.assertThat(Look.findings(page)).isEmpty();
  }
}
