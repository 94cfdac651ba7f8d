package retex.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.agent.attachment.SomePhotograph;
import retex.agent.entry.SomeRecords;
import retex.agent.sync.SomeEnrolment;
import retex.agent.vault.DestructionOrder;
import retex.agent.vault.Escrows;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.DeviceId;
import retex.contract.Seal;
import retex.look.Chromium;
import retex.look.Tour;

/** Every page that a laptop draws, as it is met, in English and in French. */
@Tag("browser")
class EveryPageInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots/pages");
  private static final String PASSPHRASE = "a passphrase of ours";
  private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";
  private static final Set<HttpMethod> ASKED = Set.of(HttpMethod.GET, HttpMethod.POST);

  @TempDir private Path folder;
  private final List<ApplicationContext> laptops = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // each test begins with it
  private Tour tour;

  @AfterEach
  void leave() {
    laptops.forEach(ApplicationContext::close);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT) // each has laptops and a browser of its own
  @ValueSource(strings = {"en", "fr"})
  void every_page_that_a_laptop_draws_is_accessible_and_none_is_left_out(String language)
      throws IOException {
    try (Playwright playwright = Playwright.create();
        Browser browser = Chromium.launch(playwright);
        BrowserContext window = window(browser, language);
        BrowserContext others = window(browser, language)) {
      ApplicationContext laptop = laptop("one");
      tour =
          new Tour(
              window,
              base(laptop),
              pages(laptop),
              (method, path) -> route(laptop, method, path),
              Files.createDirectories(SHOTS),
              language);
      locked(laptop);
      nothingYet();
      var records = new SomeRecords(laptop);
      lists(records);
      evaluation();
      note();
      team(others.newPage());
      enrolled(laptop);
      refused();
      damaged();
      destroyed(laptop);

      Files.write(SHOTS.resolve("stops-" + language + ".txt"), tour.stops());
      assertThat(tour.findings()).isEmpty();
      assertThat(tour.left()).as("pages that nobody looked at").isEmpty();
      assertThat(String.join("\n", tour.stops())).isEqualTo(expected(language));
    }
  }

  /** Where each stop leads, and what stands above it. */
  private static String expected(String language) throws IOException {
    try (var in = EveryPageInBrowserTest.class.getResourceAsStream("/tour/" + language + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private void locked(ApplicationContext laptop) {
    tour.see("/unlock");
    tour.send("/unlock", Map.of("passphrase", "short", "again", "short"));
    laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
    laptop.getBean(Vault.class).close();
    tour.see("/");
    tour.send("/unlock", Map.of("passphrase", "a wrong passphrase"));
    laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
  }

  private void nothingYet() {
    for (String path :
        List.of(
            "/", "/?state=returned", "/units", "/visits", "/team", "/sync", "/bundle", "/users")) {
      tour.see(path);
    }
    tour.see("/signing-keys");
    tour.send("/visits", Map.of("unit", "U-0"));
    tour.send("/team", Map.of("do", "card", "card", "no card"));
    tour.sendWithoutFile("/team/files", Map.of());
    tour.send("/sync/enrolment", Map.of("server", "nowhere", "token", "no token"));
    tour.sendWithoutFile("/sync/enrolment/picture", Map.of());
    tour.send("/users", Map.of("do", "change", "own", "x", "new", "y", "again", "z"));
    tour.send("/signing-keys", Map.of("do", "certificate", "certificate", "none"));
    tour.send("/bundle/export", Map.of("most", "many"));
    tour.sendWithoutFile("/bundle/import", Map.of());
  }

  private void lists(SomeRecords records) {
    tour.see("/own/" + records.returned());
    String conflict = records.inConflict();
    tour.see("/own/" + conflict);
    tour.see("/own/" + conflict + "/conflict");
    tour.send("/own/" + conflict + "/conflict", Map.of("take", "9"));
    tour.see("/own/" + records.erased());
    String withdrawn = records.withdrawn();
    tour.see("/own/" + withdrawn);
    tour.see("/own/" + withdrawn + "/sign-offs");
    tour.send("/own/" + withdrawn + "/sign-offs", Map.of("passphrase", PASSPHRASE));
    tour.see("/own/" + records.keptAside());
    tour.see("/sync");
    tour.see("/");
    tour.see("/units");
    tour.see("/visits");
    tour.send("/visits", Map.of("unit", "U-101", "from", "2026-02-03", "to", "2026-02-05"));
    tour.send(
        "/signing-keys", Map.of("do", "make", "name", "Col Some Chief", "passphrase", PASSPHRASE));
  }

  private void evaluation() {
    String draft = begin("infantry-battalion@2", "U-201");
    for (String part : List.of("about", "FP", "MS", "narrative", "after")) {
      tour.see(draft + "?check=yes&section=" + part);
    }
    Page page = tour.page();
    tour.see(draft + "?section=FP");
    page.locator("[data-criterion=FP1] input[value='1']").check();
    page.locator("[data-criterion=FP2] input[value=NO]").check();
    page.locator("[data-criterion=FP1] [data-remark]").fill("Nobody knew the alarm.");
    page.waitForTimeout(600);
    page.waitForSelector("[data-saved][data-state=saved]");
    tour.look("answered " + draft);
    page.waitForFileChooser(() -> page.click("[data-criterion=FP1] a[data-attach]"))
        .setFiles(new FilePayload("one.jpg", "image/jpeg", SomePhotograph.jpeg(640, 480, 1, 7)));
    page.waitForSelector("figure[data-file]");
    tour.look("with a photograph " + draft);
    tour.see(draft + "/attachments");
    tour.sendWithoutFile(draft + "/attachments", Map.of("at", "FP1"));
    tour.see(draft + "/history");
    tour.send(
        draft,
        Map.of(
            "was.narrative.strengths", "Not what is there.",
            "narrative.strengths", "Mine.",
            "section", "narrative"));
    tour.send(draft + "/submission", Map.of("section", "FP"));
    twoWindows(draft);
    tour.see(begin("engineer-company@1", "") + "/upgrade");
  }

  private void twoWindows(String draft) {
    Page page = tour.page();
    tour.see(draft + "?section=narrative");
    try (Page other = page.context().newPage()) {
      other.navigate(page.url());
      other.locator("[id='narrative.strengths']").fill("Written in the other window.");
      other.locator("h1").click();
      other.waitForTimeout(600);
      other.waitForSelector("[data-saved][data-state=saved]");
    }
    page.locator("[id='narrative.strengths']").fill("Written here.");
    page.locator("h1").click();
    page.waitForSelector(".conflict");
    tour.look("two windows " + draft);
    page.locator(".conflict button").first().click();
    page.waitForSelector("[data-saved][data-state=saved]");
  }

  private void note() {
    String draft = begin("trainer-note@1", "U-101");
    tour.see(draft);
    for (String language : List.of("ar", "fr", "en")) {
      tour.see(draft + "?check=yes&asked=" + language);
    }
  }

  private void team(Page colleague) {
    ApplicationContext second = laptop("two");
    second.getBean(Vault.class).open(PASSPHRASE.toCharArray());
    String draft = begin("quick-reaction-company@2", "");
    String area = tour.page().locator("[data-part]").nth(1).getAttribute("data-part");
    String share = "/team/drafts/" + draft.substring("/drafts/".length());
    tour.see(share);
    Page page = tour.page();
    String base = page.url().substring(0, page.url().indexOf("/team"));
    List<String> mine = named(page, base, "Maj Chief");
    List<String> theirs = named(colleague, base(second), "Capt Colleague");
    card(page, theirs.get(0));
    tour.look("a card that was not compared /team");
    compared(page, theirs.get(1));
    card(colleague, mine.get(0));
    compared(colleague, mine.get(1));
    tour.see("/team");
    tour.see(share);
    tour.send(share, Map.of("areas", area, "of." + area, "00112233445566778899aabbccddeeff"));
    page.navigate(base + share);
    page.locator("select").nth(0).selectOption("Capt Colleague");
    page.locator("main form[action^='/team/drafts/'] button").click();
    page.waitForURL("**/team/shares/**");
    tour.look("shared /team/shares");
    String shared = page.url();
    tour.send(draft + "/discard", Map.of());
    rated(page, base + draft, area, "2");
    page.navigate(shared);
    takes(colleague, file(page));
    colleague.locator("a[href^='/drafts/']").first().click();
    colleague.waitForURL("**/drafts/**");
    String copy = colleague.url().replaceAll("[?].*", "");
    rated(colleague, copy, area, "4");
    colleague.navigate(base(second) + "/team");
    colleague.locator("a[href^='/team/shares/']").first().click();
    takes(page, file(colleague));
    tour.look("two answers differ /team/shares");
    tour.send(shared.substring(base.length()) + "/decisions", Map.of("version", "7"));
    page.navigate(shared);
    page.locator("input[type=radio]").first().check();
    page.locator("form[action$='/decisions'] button").click();
    tour.look("decided /team/shares");
  }

  private void enrolled(ApplicationContext laptop) {
    SomeEnrolment.with(laptop, Seal.pair().publicKey());
    tour.see("/sync");
    tour.page().route("**/sync/progress", Route::abort); // so the page stays as it came
    tour.page().locator("form[action='/sync'] button").click();
    tour.look("under way /sync");
    tour.page().unroute("**/sync/progress");
    tour.send("/bundle/export", Map.of());
    tour.see("/bundle");
    tour.see("/users");
    laptop
        .getBean(Escrows.class)
        .seal(DeviceId.parse("00112233445566778899aabbccddeeff"), Seal.pair().publicKey());
    laptop.getBean(Vault.class).close();
    tour.see("/unlock");
    laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
  }

  private void refused() {
    tour.see("/own/" + UNKNOWN);
    tour.see("/drafts/unknown");
    tour.see("/own/" + UNKNOWN + "/conflict");
  }

  /** The store's file is spoilt while it is open, then locked: the last good copy is offered. */
  private void damaged() throws IOException {
    ApplicationContext spoilt = laptop("three");
    Vault vault = spoilt.getBean(Vault.class);
    vault.open(PASSPHRASE.toCharArray());
    new SomeRecords(spoilt);
    for (int i = 0; i < 2; i++) { // the second opening takes a copy of what the first one wrote
      vault.close();
      vault.open(PASSPHRASE.toCharArray());
    }
    try (var file = new RandomAccessFile(folder.resolve("three/retex.db").toFile(), "rw")) {
      for (long at = 2 * 4096 + 100; at < file.length(); at += 4096) {
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ 1);
      }
    }
    tour.page().navigate(base(spoilt) + "/");
    tour.look("damage met /");
    vault.close();
    tour.page().navigate(base(spoilt) + "/unlock");
    tour.send("/unlock", Map.of("passphrase", PASSPHRASE));
  }

  private void destroyed(ApplicationContext laptop) {
    laptop.getBean(Vault.class).condemn(DestructionOrder.STOLEN);
    laptop.getBean(Vault.class).destroy();
    tour.see("/unlock");
  }

  private String begin(String instrument, String unit) {
    Page page = tour.page();
    String base = page.url().replaceAll("(://[^/]+).*", "$1");
    page.navigate(base + "/");
    page.evaluate(
        "one => document.querySelector('#instrument').selectedOptions[0].value = one", instrument);
    if (!unit.isEmpty()) {
      page.selectOption("#unit", unit);
    }
    page.click("main form[action='/drafts'] button");
    page.waitForURL("**/drafts/**");
    return page.url().substring(base.length()).replaceAll("[?].*", "");
  }

  /** Answers the laptop's card and its fingerprint. */
  private static List<String> named(Page page, String base, String name) {
    page.navigate(base + "/team");
    page.fill("#name", name);
    page.locator("form:has(#name) button").click();
    page.waitForSelector("dl.facts strong");
    return List.of(
        page.locator("section details p.prose").textContent(),
        page.locator("dl.facts strong").textContent());
  }

  private static void card(Page page, String card) {
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");
    page.fill("#card", card);
    page.locator("form:has(#card) button").click();
    page.waitForSelector("input[name=fingerprint]");
  }

  private static void compared(Page page, String fingerprint) {
    page.fill("input[name=fingerprint]", fingerprint);
    page.press("input[name=fingerprint]", "Enter");
    page.waitForSelector("td:has-text('✓')");
  }

  private static byte[] file(Page page) {
    var saved = page.waitForDownload(() -> page.locator("form[action$='/file'] button").click());
    try {
      return Files.readAllBytes(saved.path());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void takes(Page page, byte[] file) {
    if (!page.url().contains("/team")) {
      throw new IllegalStateException(page.url());
    }
    page.setInputFiles(
        "#file", new FilePayload("team.retexteam", "application/octet-stream", file));
    page.locator("form[action='/team/files'] button").click();
    page.waitForURL("**/team/shares/**");
  }

  private static void rated(Page page, String draft, String area, String rating) {
    page.navigate(draft + "?section=" + area);
    page.locator("[data-criterion] input[type=radio][value='" + rating + "']").first().check();
    page.waitForTimeout(600);
    page.waitForSelector("[data-saved][data-state=saved]");
  }

  private ApplicationContext laptop(String name) {
    ApplicationContext laptop =
        SomeLaptop.with(
                Map.of("retex.data", folder.resolve(name).toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(EmbeddedServer.class).start();
    laptops.add(laptop);
    return laptop;
  }

  private static BrowserContext window(Browser browser, String language) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setLocale(language.equals("fr") ? "fr-FR" : "en-GB")
            .setViewportSize(1366, 768));
  }

  private static String base(ApplicationContext laptop) {
    return "http://127.0.0.1:" + laptop.getBean(EmbeddedServer.class).getPort();
  }

  /** Every route of the laptop that answers with a page, as the program itself lists them. */
  private static Set<String> pages(ApplicationContext laptop) {
    Set<String> pages =
        laptop
            .getBean(Router.class)
            .uriRoutes()
            .filter(it -> ASKED.contains(it.getHttpMethod()))
            .filter(it -> it.getProduces().contains(MediaType.TEXT_HTML_TYPE))
            .map(EveryPageInBrowserTest::name)
            .collect(Collectors.toSet());
    assertThat(pages).hasSizeGreaterThan(30);
    return pages;
  }

  private static String route(ApplicationContext laptop, String method, String path) {
    return laptop
        .getBean(Router.class)
        .route(HttpMethod.parse(method), path)
        .map(it -> name((UriRouteInfo<?, ?>) it.getRouteInfo()))
        .orElse("");
  }

  private static String name(UriRouteInfo<?, ?> route) {
    return route.getHttpMethodName() + " " + route.getUriMatchTemplate();
  }
}
