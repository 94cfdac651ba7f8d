package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.redaction.SomeDesk.SHORTFALLS;
import static retex.server.redaction.SomeDesk.STRENGTHS;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.look.Chromium;
import retex.look.Look;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;

/** One server and one browser for all; each test has a record of its own. */
@Tag("browser")
class DeskInBrowserTest {

  private static final String SECRET = "a long enough secret";

  @TempDir private static Path folder;
  private static SomeDesk desk;
  private static Playwright playwright;
  private static Browser browser;
  private static String base;

  private Entry entry;

  @BeforeAll
  static void open() {
    desk = new SomeDesk(folder);
    Accounts accounts = desk.context.getBean(Accounts.class);
    for (String name : List.of("olaf", "nora")) {
      accounts.add(new Account(name, Set.of(Role.RELEASE_OFFICER), "", "en"), SECRET, "test");
    }
    EmbeddedServer server = desk.context.getBean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
    desk.close();
  }

  @BeforeEach
  void arrive() {
    Entry before =
        desk.arrive(
            Map.of(
                STRENGTHS,
                "Patrols are well planned and the lessons are written on a board.",
                SHORTFALLS,
                "Casualties are moved too slowly."));
    entry =
        desk.edit(
            before,
            Map.of(
                STRENGTHS,
                "Patrols from Camp Amber are well planned; Maj Ines Okafor-Lind briefs each one, and the"
                    + " lessons are written on a board. On 3 February 2026 the company at Camp Amber moved"
                    + " from grid 36N AB 12345 67890 within ten minutes, call sign KESTREL 6. It is the"
                    + " only company ever sent home early.",
                SHORTFALLS,
                "Casualties are moved too slowly; the stretcher team from Zanthor had not rehearsed with"
                    + " Camp Amber. <script>document.title='broken'</script>"));
  }

  @Test
  void the_desk_passes_axe_in_english_and_french_and_shows_content_as_text() {
    for (String language : List.of("en", "fr")) {
      Page page = signedIn("olaf", true);

      page.navigate(desk() + "?lang=" + language);
      page.locator("summary").all().forEach(it -> it.click());

      assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
      assertThat(page.title()).doesNotContain("broken");
      assertThat(Look.findings(page)).isEmpty();
    }
  }

  @Test
  void keys_alone_accept_widen_and_ask_a_second_officer_who_agrees() {
    Page olaf = signedIn("olaf", true);
    olaf.navigate(desk() + "?at=" + STRENGTHS + ":13");
    assertThat(olaf.textContent(".panel-text")).isEqualTo("Camp Amber");

    olaf.keyboard().press("a");
    olaf.waitForURL(Pattern.compile("after="));
    assertThat(olaf.textContent(".desk-head")).contains("1 of");
    olaf.navigate(desk() + "?at=" + STRENGTHS + ":13");
    olaf.keyboard().press("w");
    olaf.waitForSelector(".panel-text:has-text('from Camp Amber')");
    olaf.keyboard().press("j");
    olaf.waitForSelector(".panel-text:has-text('Maj Ines Okafor-Lind')");
    olaf.keyboard().press("u");
    olaf.keyboard().type("The name is public.");
    olaf.keyboard().press("Enter");
    olaf.waitForSelector(".risk-UNMASKING_WAITS");

    Page nora = signedIn("nora", true);
    nora.navigate(desk());
    nora.click("form[action$=agreement] button");
    nora.waitForSelector(".risks:not(:has(.risk-UNMASKING_WAITS))");
    assertThat(nora.locator(".risk-UNMASKING_WAITS").count()).isZero();
    assertThat(nora.locator(".split > div:nth-child(2)").allTextContents().toString())
        .contains("Ines Okafor-Lind briefs");
  }

  @Test
  void everything_is_decided_without_script() {
    Page page = signedIn("olaf", false);
    page.navigate(desk());
    while (page.locator("button[value=accept]").count() > 0) {
      page.click("button[value=accept]");
    }

    page.click("form[action$=clearance] button");

    assertThat(page.textContent("table")).contains("cleared");
  }

  @Test
  void what_changed_since_the_last_version_can_be_read() {
    Page page = signedIn("olaf", true);

    page.navigate(desk());

    assertThat(page.textContent("main")).contains("2 texts changed since the version of");
    assertThat(page.locator("section ins").allTextContents()).contains("from Camp Amber ");
  }

  private String desk() {
    return base + "/redactions/" + SomeDesk.record(entry);
  }

  private Page signedIn(String name, boolean script) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(script)
                .setViewportSize(1366, 768));
    Page page = context.newPage();
    page.navigate(base + "/sign-in?lang=en");
    page.fill("#name", name);
    page.fill("#password", SECRET);
    page.click("main button");
    return page;
  }
}
