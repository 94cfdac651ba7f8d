package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.look.Chromium;
import retex.look.Look;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.audit.Audit;
import retex.server.feedback.Feedbacks;
import retex.server.record.Records;

/**
 * What officers do with pages alone, in a browser: each story ends with the page that tells it, and
 * each page that it passes is read by axe in English and French.
 */
@Tag("browser")
class PagesInBrowserTest {

  private static final String SECRET = "a long enough secret";

  private static SomeWorld world;
  private static Path home;
  private static Playwright playwright;
  private static Browser browser;
  private static String base;

  @BeforeAll
  static void launch() {
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  /** Of its own for each story: what was given once weighs on what may be given later. */
  @BeforeEach
  void open(@TempDir Path folder) {
    home = folder;
    world = new SomeWorld(folder);
    Accounts accounts = world.bean(Accounts.class);
    for (String name : List.of(SomeWorld.OLAF, SomeWorld.NORA)) {
      accounts.add(new Account(name, Set.of(Role.RELEASE_OFFICER), "", "en"), SECRET, "test");
    }
    accounts.add(new Account("adam", Set.of(Role.ADMINISTRATOR), "", "en"), SECRET, "test");
    accounts.add(new Account("nils", Set.of(Role.PROVIDER), "P-NOR", "en"), SECRET, "test");
    EmbeddedServer server = world.bean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void leave() {
    world.close();
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
  }

  @Test
  void an_officer_accepts_a_finding_with_one_key_and_turns_another_down() {
    Entry entry = remarked("U-B1");
    Page olaf = signedIn(SomeWorld.OLAF);
    sound(olaf, "/findings");
    String desk = "/findings/" + entry.revision().record();
    sound(olaf, desk);
    olaf.navigate(base + desk + "?lang=en");

    olaf.locator("[data-finding]").first().focus();
    olaf.keyboard().press("a");
    olaf.waitForSelector(".finding.accepted");
    olaf.locator(".finding:not(.accepted) button[value=reject]").first().click();
    olaf.waitForSelector(".finding.rejected");

    assertThat(olaf.locator(".finding.accepted").count()).isOne();
    sound(olaf, desk);
  }

  @Test
  void a_feedback_waits_for_a_second_officer_and_its_embargo_and_is_recalled() throws IOException {
    world.evaluated("U-A1", 2);
    Page olaf = signedIn(SomeWorld.OLAF);
    sound(olaf, "/releases");
    olaf.navigate(base + "/releases?lang=en");
    olaf.selectOption("#provider", "P-NOR");
    olaf.fill("#embargo", "2026-11-20");
    olaf.click("form.narrow button");
    olaf.waitForURL(Pattern.compile("/releases/[0-9a-f-]{36}"));
    String release = path(olaf);
    assertThat(olaf.textContent("main")).contains("another person must release it");
    sound(olaf, release);

    Page nora = signedIn(SomeWorld.NORA);
    nora.navigate(base + release);
    nora.click("form[action$=approval] button");
    Page nils = signedIn("nils");
    sound(nils, "/feedback");
    assertThat(nils.locator("a[href$='.pdf']").count()).isZero();
    world.moveTo("2026-11-21");
    world.bean(Feedbacks.class).drawApproved(); // as the schedule does
    nils = signedIn("nils");
    nils.navigate(base + "/feedback");
    assertThat(nils.locator("a[href$='.pdf']").count()).isPositive();

    byte[] file = drawn();

    olaf = signedIn(SomeWorld.OLAF);
    olaf.navigate(base + release);
    olaf.fill("#reason", "A consent was withdrawn.");
    olaf.click("form[action$=recall] button");
    sound(olaf, release);
    nora = signedIn(SomeWorld.NORA);
    nora.navigate(base + release);
    nora.click("form[action$=recall-confirmation] button");
    sound(nora, release);
    nils = signedIn("nils");
    sound(nils, "/feedback");
    nils.navigate(base + "/feedback?lang=en");
    assertThat(nils.textContent("main")).contains("withdrawn");
    nils.click("form[action$=acknowledgement] button");
    assertThat(nils.textContent("main")).contains("You said that every copy is destroyed.");
    assertThat(nils.locator("form[action$=acknowledgement]").count()).isZero();
    sound(nora, "/releases");

    nora.navigate(base + release + "?lang=en");
    assertThat(nora.locator("tr:has-text('nils')").textContent())
        .contains("21 November 2026")
        .containsOnlyOnce("not yet"); // never opened
    sound(nora, "/traces");
    nora.navigate(base + "/traces?lang=en");
    nora.fill("#copy", copyNumber().toLowerCase(Locale.ROOT).replace("-", " "));
    nora.click("form[action='/traces'] button");
    assertThat(nora.textContent("main"))
        .contains("Norhaven Training Centre", copyNumber(), "withdrawn on 21 November 2026");
    assertThat(nora.locator("a[href='" + release + "']").count()).isOne();
    assertThat(Look.findings(nora)).isEmpty();
    nora.fill("#copy", "0000-0000");
    nora.click("form[action='/traces'] button");
    assertThat(nora.textContent("main")).contains("No copy that was ever given out");
    nora.fill("#copy", "0000-0000"); // written over the file's own
    nora.setInputFiles("#file", new FilePayload("found.pdf", "application/pdf", file));
    nora.click("form[action='/traces'] button");
    assertThat(nora.textContent("main"))
        .contains("Norhaven Training Centre", "do not lead to the same copy");
  }

  /** The file that was drawn, as it is kept. */
  private static byte[] drawn() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path it : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(it);
        if (new String(bytes, StandardCharsets.ISO_8859_1).startsWith("%PDF")) {
          return bytes;
        }
      }
    }
    throw new AssertionError("no file was drawn");
  }

  /** The number on the pages of the file that was drawn last. */
  private static String copyNumber() {
    return world.bean(Audit.class).latest(200).stream()
        .filter(it -> it.action().equals("feedback.drawn"))
        .map(it -> it.facts().replaceAll(".*copy=([0-9A-Z-]+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_sentence_is_quoted_where_an_officer_ticked_it_and_no_other() {
    remarked("U-A2");
    Page olaf = signedIn(SomeWorld.OLAF);
    olaf.navigate(base + "/releases?lang=en");
    olaf.selectOption("#provider", "P-NOR");
    olaf.check("#asked-quotation");
    olaf.click("form.narrow button");
    assertThat(olaf.locator("input[name=quoted]:checked").count()).isZero();
    assertThat(Look.findings(olaf)).isEmpty();
    olaf.click("label:has-text('Radio discipline')");
    olaf.click("form[action='/releases'] button");
    olaf.waitForURL(Pattern.compile("/releases/[0-9a-f-]{36}"));

    assertThat(olaf.locator("ul.quotes li").allTextContents())
        .containsExactly("Radio discipline is weak by night.");
    sound(olaf, path(olaf));
  }

  @Test
  void a_draft_of_the_policy_shows_what_it_changes_and_is_in_force_once_another_signed() {
    Page olaf = signedIn(SomeWorld.OLAF);
    sound(olaf, "/policy/drafts");
    olaf.navigate(base + "/policy/drafts?lang=en");
    olaf.fill("#content", olaf.inputValue("#content").replace("most: 8", "most: 6"));
    olaf.click("form[action='/policy/drafts'] button");
    olaf.waitForURL(Pattern.compile("/policy/drafts/[0-9a-f-]{36}"));
    String draft = path(olaf);
    assertThat(olaf.textContent("table")).contains("quotations · most", "8", "6");
    assertThat(olaf.locator("form[action$=signature]").count()).isZero();
    sound(olaf, draft);

    Page nora = signedIn(SomeWorld.NORA);
    nora.navigate(base + "/policy?lang=en");
    nora.click("a[href='" + draft + "']");
    String unknown =
        nora.request()
            .post(
                base + draft + "/shredding",
                RequestOptions.create()
                    .setForm(
                        FormData.create()
                            .set("csrf", nora.locator("[name=csrf]").first().inputValue())))
            .text();
    assertThat(unknown).contains("There is no such draft");
    nora.click("form[action$=signature] button");

    assertThat(nora.textContent("#in-force + pre")).contains("most: 6");
    sound(nora, "/policy");
  }

  @Test
  void an_erasure_takes_a_second_person() {
    Entry entry = world.noted("U-C1");
    String record = entry.revision().record().toString();
    Page olaf = signedIn(SomeWorld.OLAF);
    olaf.navigate(base + "/erasures?lang=en");
    olaf.fill("#record", record);
    olaf.fill("#reason", "Entered about the wrong person.");
    olaf.click("button[value=ask]");
    assertThat(olaf.locator("button[value=confirm]").count()).isZero();
    sound(olaf, "/erasures");

    Page nora = signedIn(SomeWorld.NORA);
    nora.navigate(base + "/erasures?lang=en");
    nora.click("button[value=confirm]");

    nora.waitForSelector(".state.done");
    assertThat(world.bean(Records.class).find(entry.revision().record())).isEmpty();
    sound(nora, "/erasures");
  }

  @Test
  void a_consent_is_recorded_and_withdrawn_with_its_reference() {
    Page adam = signedIn("adam");
    sound(adam, "/consents");
    adam.navigate(base + "/consents?lang=en");
    adam.selectOption("#state", "B");
    adam.selectOption("#provider", "P-OTH");
    adam.fill("#from", "2026-01-01");
    adam.fill("#to", "2026-12-31");
    adam.fill("#reference", "Note verbale 17");
    adam.click("button[value=record]");
    assertThat(adam.textContent("main")).contains("Note verbale 17", "1 January 2026");

    adam.selectOption("#state", "B");
    adam.selectOption("#provider", "P-OTH");
    adam.fill("#from", "2026-06-01");
    adam.fill("#reference", "Note verbale 18");
    adam.click("button[value=withdraw]");

    assertThat(adam.textContent("main")).contains("Note verbale 18");
    sound(adam, "/consents");
  }

  @Test
  void a_token_for_a_laptop_is_shown_once() {
    Page adam = signedIn("adam");
    sound(adam, "/devices");
    adam.navigate(base + "/devices?lang=en");
    adam.click("form[action='/devices/token'] button");

    String token = adam.textContent("code.token");
    assertThat(token).isNotBlank();
    assertThat(Look.findings(adam)).isEmpty();
    adam.navigate(base + "/devices");
    assertThat(adam.content()).doesNotContain(token);
  }

  @Test
  void a_policy_without_its_signature_is_refused_and_the_old_one_stays() {
    Page adam = signedIn("adam");
    sound(adam, "/policy");
    adam.navigate(base + "/policy?lang=en");
    adam.fill("#content", "policy: release\nversion: 99\n");
    adam.fill("#signature", "c2lnbmVk");
    adam.click("form[action='/policy'] button");

    assertThat(adam.locator(".problem").count()).isOne();
    assertThat(adam.textContent("main")).contains("release-3").doesNotContain("release-99");
    assertThat(Look.findings(adam)).isEmpty();
    sound(adam, "/audit");
  }

  private static Entry remarked(String unit) {
    return world.evaluated(
        unit,
        3,
        it ->
            EvaluationBuilder.builder(it)
                .narrative(
                    List.of(
                        new NarrativePart("strengths", "Patrols are planned with care."),
                        new NarrativePart(
                            "shortfalls", "Stand-to is slow. Radio discipline is weak by night.")))
                .build());
  }

  private static String path(Page page) {
    return page.url().substring(base.length()).replaceAll("\\?.*", "");
  }

  @Test
  void a_feedback_in_a_language_of_documents_alone_is_shown_as_such_and_given() {
    world.evaluated("U-B1", 2);
    Page olaf = signedIn(SomeWorld.OLAF);
    olaf.navigate(base + "/releases?lang=en");
    olaf.selectOption("#provider", "P-NOR");
    olaf.selectOption("#language", "ar");
    olaf.click("form.narrow button");
    olaf.waitForURL(Pattern.compile("/releases/[0-9a-f-]{36}"));
    String release = path(olaf);
    sound(olaf, release);
    olaf.navigate(base + release + "?lang=en");
    assertThat(olaf.textContent("main")).contains("This text is in Arabic.");
    Locator texts = olaf.locator("ul[lang=ar]");
    assertThat(texts.evaluate("it => getComputedStyle(it).direction")).isEqualTo("rtl");
    olaf.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/release-ar.png")));

    Page nora = signedIn(SomeWorld.NORA);
    nora.navigate(base + release);
    nora.click("form[action$=approval] button");
    nora.waitForLoadState();
    world.bean(Feedbacks.class).drawApproved(); // as the schedule does

    Page nils = signedIn("nils");
    sound(nils, "/feedback");
    assertThat(nils.locator("a[href$='.pdf'][lang=ar]").count()).isPositive();
  }

  /** The page in both languages, opened wide, without a finding of axe. */
  private static void sound(Page page, String path) {
    for (String language : List.of("en", "fr")) {
      page.navigate(base + path + "?lang=" + language);
      page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");

      assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
      assertThat(Look.findings(page)).as(path + " " + language).isEmpty();
    }
  }

  private static Page signedIn(String name) {
    Page page =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1366, 768)).newPage();
    page.navigate(base + "/sign-in?lang=en");
    page.fill("#name", name);
    page.fill("#password", SECRET);
    page.click("main button");
    return page;
  }
}
