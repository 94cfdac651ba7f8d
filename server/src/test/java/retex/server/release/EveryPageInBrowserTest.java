package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.LogTip;
import retex.contract.NarrativePart;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.UnitRef;
import retex.look.Chromium;
import retex.look.Tour;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.catalogue.NameWithdrawals;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.feedback.Feedbacks;
import retex.server.handover.Quarantine;
import retex.server.ingest.Ingest;
import retex.server.ingest.SomeDevices;
import retex.server.person.People;
import retex.server.record.SomeEntries;
import retex.server.review.Reviews;

/**
 * Every page that headquarters draws, as it is met, in English and in French: one server, which two
 * people of one language each walk side by side.
 */
@Tag("browser")
class EveryPageInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots/pages");
  private static final List<String> LANGUAGES = List.of("en", "fr");
  private static final String SECRET = "a long enough secret";
  private static final String STAFF = "alma-";
  private static final String PROVIDER = "nils-";
  private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";
  private static final Set<HttpMethod> ASKED = Set.of(HttpMethod.GET, HttpMethod.POST);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // the test begins with it
  private SomeWorld world;

  private final List<Tour> tours = new ArrayList<>(); // one in each language
  private String base = "";

  @Test
  void every_page_that_headquarters_draws_is_accessible_and_none_is_left_out() throws IOException {
    try (Playwright playwright = Playwright.create();
        Browser browser = Chromium.launch(playwright);
        var headquarters = new SomeWorld(folder)) {
      world = headquarters;
      serve();
      Files.createDirectories(SHOTS);
      for (String language : LANGUAGES) {
        tours.add(new Tour(window(browser, language), base, pages(), this::route, SHOTS, language));
      }
      see("/sign-in");
      send("/sign-in", Map.of("name", STAFF, "password", "wrong"));
      signIn(STAFF);
      nothingYet();
      refused();
      laptops();
      people();
      records();
      desks();
      policy();
      release();

      for (int i = 0; i < LANGUAGES.size(); i++) {
        Files.write(SHOTS.resolve("stops-" + LANGUAGES.get(i) + ".txt"), tours.get(i).stops());
      }
      for (int i = 0; i < LANGUAGES.size(); i++) {
        Tour tour = tours.get(i);
        assertThat(tour.findings()).isEmpty();
        assertThat(tour.left()).as("pages that nobody looked at").isEmpty();
        assertThat(String.join("\n", tour.stops())).isEqualTo(expected(LANGUAGES.get(i)));
      }
    }
  }

  /** Where each stop leads, and what stands above it. */
  private static String expected(String language) throws IOException {
    try (var in = EveryPageInBrowserTest.class.getResourceAsStream("/tour/" + language + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private void nothingYet() {
    for (String path :
        List.of("/records", "/findings", "/redactions", "/releases", "/traces", "/devices")) {
      see(path);
    }
    for (String path :
        List.of("/hand-overs", "/bundles", "/people", "/consents", "/names", "/erasures")) {
      see(path);
    }
  }

  private void refused() {
    for (String path : List.of("/records/", "/findings/", "/redactions/", "/releases/")) {
      see(path + UNKNOWN);
    }
    see("/feedback"); // not theirs
    see("/no-such-page");
    send("/policy/drafts/" + UNKNOWN + "/shredding", Map.of());
    send("/hand-overs", Map.of("device", "none"));
    send("/consents", Map.of("step", "record"));
    send("/erasures", Map.of("step", "ask", "record", UNKNOWN));
    send("/names", Map.of("step", "ask", "name", "Nowhere", "reason", "None."));
    send("/releases", Map.of("provider", "P-NOR", "language", "none"));
    send("/people", Map.of("request", "none", "days", "7"));
    send("/devices/00112233445566778899aabbccddeeff/revocation", Map.of("order", "stolen"));
    sendWithoutFile("/bundles", Map.of());
    sendWithoutFile("/traces", Map.of("copy", "0000-0000"));
  }

  private void laptops() {
    send("/devices/token", Map.of());
    SomeEntries lost = new SomeEntries();
    Entry known = lost.evaluation(UnitRef.coded("U-A1"));
    var head = lost.head();
    Entry later = lost.note(UnitRef.coded("U-A1"));
    SomeDevices.enrol(world.context(), lost.key());
    SomeDevices.enrol(world.context(), new SomeEntries().key());
    world.bean(Ingest.class).commit(LogTip.empty(lost.log()), List.of(known), head);
    var revocations = world.bean(Revocations.class);
    revocations.revoke(lost.device(), RevocationOrder.HAND_OVER, "Left at a checkpoint.", "ada");
    world.bean(Quarantine.class).commit(LogTip.at(known.revision()), List.of(later), lost.head());
    see("/devices");
    see("/hand-overs");
  }

  private void people() {
    var chief = DeviceKey.generate(new SecureRandom());
    var request = PersonRequest.of(chief, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    world.bean(People.class).certify(request.text(), 30, "ada");
    see("/people");
    see("/consents");
  }

  private void records() {
    SomeEntries laptop = world.laptop();
    Entry received = world.arrive(laptop.note(UnitRef.coded("U-A2")));
    String waiting = "/records/" + received.revision().record();
    Entry first = world.arrive(laptop.evaluation(UnitRef.coded("U-B1")));
    world.arrive(laptop.edit(first, SomeEntries.anEvaluation(UnitRef.coded("U-B1"), 2)));
    world.arrive(laptop.edit(first, SomeEntries.anEvaluation(UnitRef.coded("U-B1"), 4)));
    String conflict = "/records/" + first.revision().record();
    see("/records?state=all");
    see(waiting);
    send(waiting + "/return", Map.of("revision", received.revision().id().hex()));
    see(conflict);
    see(conflict + "/conflict");
    send(conflict + "/conflict", Map.of("take", "9"));
  }

  private void desks() {
    var it =
        EvaluationBuilder.builder(SomeEntries.anEvaluation(UnitRef.coded("U-C1"), 2))
            .narrative(
                List.of(
                    new NarrativePart("strengths", "Patrols are planned with care by Maj Orlin."),
                    new NarrativePart("shortfalls", "Stand-to is slow. A soldier stole fuel.")))
            .build();
    Entry accepted = world.arrive(world.laptop().evaluation(it));
    var record = accepted.revision().record();
    world.bean(Reviews.class).accept(record, accepted.revision().id(), "rita");
    see("/records/" + record);
    see("/redactions");
    see("/redactions/" + record);
    see("/findings");
    see("/findings/" + record);
    see("/findings/" + record + "?show=all");
  }

  private void policy() {
    see("/policy");
    send("/policy", Map.of("content", "policy: release", "signature", "none"));
    see("/policy/drafts");
    send("/policy/drafts", Map.of("content", "policy: none"));
    see("/policy/drafts/" + UNKNOWN);
    for (Tour tour : tours) {
      Page page = tour.page();
      page.navigate(base + "/policy/drafts");
      page.fill("#content", page.inputValue("#content").replace("most: 8", "most: 6"));
      page.click("form[action='/policy/drafts'] button");
      tour.look("drafted");
      String draft = page.url().substring(base.length());
      tour.send(draft + "/signature", Map.of("contentHash", "0".repeat(64)));
    }
  }

  private void release() {
    world.evaluated("U-A1", 2);
    see("/releases");
    send("/releases", Map.of("provider", "P-NOR", "language", "en", "asked", "quotation"));
    Release it = world.releases().propose(SomeWorld.NOR, "ar", Terms.NONE, SomeWorld.OLAF);
    String page = "/releases/" + it.id();
    see(page);
    send(page + "/approval", Map.of("contentHash", "0".repeat(64)));
    world.approved(it);
    world.bean(Feedbacks.class).drawApproved();
    see(page);
    read();
    signIn(STAFF);
    world.releases().askRecall(it.id(), "A consent was withdrawn.", SomeWorld.OLAF);
    see(page);
    world.releases().confirmRecall(it.id(), SomeWorld.NORA);
    see(page);
    world.bean(NameWithdrawals.class).ask("Battalion C2", "Of another list.", SomeWorld.OLAF);
    see("/names");
    see("/erasures");
    see("/audit");
    read();
  }

  private void read() {
    signIn(PROVIDER);
    see("/feedback");
    see("/audit"); // not theirs
  }

  private void see(String path) {
    tours.forEach(it -> it.see(path));
  }

  private void send(String path, Map<String, String> fields) {
    tours.forEach(
        it -> {
          withForms(it);
          it.send(path, fields);
        });
  }

  private void sendWithoutFile(String path, Map<String, String> fields) {
    tours.forEach(
        it -> {
          withForms(it);
          it.sendWithoutFile(path, fields);
        });
  }

  /** A page that says no has no form, and so no token for the next one. */
  private void withForms(Tour tour) {
    if (tour.page().locator("input[name=csrf]").count() == 0) {
      tour.page().navigate(base + "/records");
    }
  }

  private void signIn(String name) {
    for (int i = 0; i < LANGUAGES.size(); i++) {
      Page page = tours.get(i).page();
      page.context().clearCookies();
      page.navigate(base + "/sign-in");
      page.fill("#name", name + LANGUAGES.get(i));
      page.fill("#password", SECRET);
      page.click("main button");
    }
  }

  private void serve() {
    Accounts accounts = world.bean(Accounts.class);
    Set<Role> most = Set.of(Role.REVIEWER, Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    Set<Role> provider = Set.of(Role.PROVIDER);
    for (String language : LANGUAGES) {
      accounts.add(new Account(STAFF + language, most, "", language), SECRET, "test");
      accounts.add(new Account(PROVIDER + language, provider, "P-NOR", language), SECRET, "test");
    }
    EmbeddedServer server = world.bean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
  }

  private static BrowserContext window(Browser browser, String language) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setLocale(language.equals("fr") ? "fr-FR" : "en-GB")
            .setViewportSize(1366, 768));
  }

  /** Every route of headquarters that answers with a page, as the program itself lists them. */
  private Set<String> pages() {
    Set<String> pages =
        world
            .bean(Router.class)
            .uriRoutes()
            .filter(it -> ASKED.contains(it.getHttpMethod()))
            .filter(it -> it.getProduces().contains(MediaType.TEXT_HTML_TYPE))
            .map(EveryPageInBrowserTest::name)
            .collect(Collectors.toSet());
    assertThat(pages).hasSizeGreaterThan(30);
    return pages;
  }

  private String route(String method, String path) {
    return world
        .bean(Router.class)
        .route(HttpMethod.parse(method), path)
        .map(it -> name((UriRouteInfo<?, ?>) it.getRouteInfo()))
        .orElse("");
  }

  private static String name(UriRouteInfo<?, ?> route) {
    return route.getHttpMethodName() + " " + route.getUriMatchTemplate();
  }
}
