package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.look.Chromium;

/**
 * A page of somebody else in the very browser in which the laptop was unlocked: on another port of
 * the loopback address, which a browser counts as the same site; on another host; and on a host
 * whose name is made to point at this laptop.
 */
@Tag("browser")
class HostilePageTest {

  private static final String ELSEWHERE = "hostile.example";
  private static final String REBOUND = "rebound.example";

  /**
   * All that a page can try without its user, and that knows a draft; answers what it got to know.
   */
  private static final String ATTACK =
"""
async ([agent, draft]) => {
  const form = new URLSearchParams({ instrument: "infantry-battalion@2", unit: "", csrf: "x" });
  const known = [];
  const tried = (what, promise) => Promise.race([
    promise.then(it => known.push(what + ": " + it), () => {}),
    new Promise(done => setTimeout(done, 5000)),
  ]);
  const asked = (path, options) => fetch(agent + path, options).then(async it => it.type === "opaque" ? Promise.reject() : it.status + await it.text());
  const loads = (tag, path) => new Promise((yes, no) => {
    const it = document.createElement(tag);
    it.addEventListener("load", () => tag === "iframe" ? no() : yes("loaded"));
    it.addEventListener("error", no);
    if (tag === "link") { it.rel = "stylesheet"; it.href = agent + path; } else it.src = agent + path;
    document.body.append(it);
  });
  const sends = (path, fields, type) => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.name = "f" + Math.random();
    const it = document.createElement("form");
    Object.assign(it, { method: "post", action: agent + path, target: frame.name, enctype: type });
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      it.append(field);
    }
    document.body.append(frame, it);
    it.submit();
    setTimeout(done, 1500);
  }).then(() => Promise.reject());
  const plain = "application/x-www-form-urlencoded";
  await Promise.all([
    tried("page", asked("/", { credentials: "include" })),
    tried("page unseen", asked("/", { mode: "no-cors", credentials: "include" })),
    tried("session", asked("/session", { mode: "no-cors", credentials: "include" })),
    tried("posted", asked("/drafts", { method: "POST", mode: "no-cors", credentials: "include", body: form })),
    tried("locked", asked("/lock", { method: "POST", mode: "no-cors", credentials: "include", body: form })),
    tried("put", asked(draft + "/field", { method: "PUT", credentials: "include", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: "narrative.strengths", before: "Ours.", value: "Theirs." }) })),
    tried("beacon", Promise.resolve().then(() => { navigator.sendBeacon(agent + "/lock", form); return Promise.reject(); })),
    tried("picture", loads("img", "/assets/retex.png")),
    tried("script", loads("script", "/assets/form.js")),
    tried("style", loads("link", "/assets/retex.css")),
    tried("frame", loads("iframe", "/")),
    tried("form", sends("/drafts", { instrument: "infantry-battalion@2", unit: "" }, plain)),
    tried("form of text", sends("/drafts", { instrument: "infantry-battalion@2" }, "text/plain")),
    tried("field", sends(draft, { "was.narrative.strengths": "Ours.", "narrative.strengths": "Theirs.", section: "narrative" }, plain)),
    tried("discarded", sends(draft + "/discard", {}, plain)),
    tried("undone", sends(draft + "/undo", { section: "narrative" }, plain)),
    tried("file", sends(draft + "/attachments", { at: "FP1" }, "multipart/form-data")),
    tried("key", sends("/signing-keys", { do: "make", name: "Col Hostile", passphrase: "x" }, plain)),
    tried("team", sends("/team", { do: "name", name: "Hostile" }, plain)),
    tried("enrolled", sends("/sync/enrolment", { server: "hostile.example:1", token: "x" }, plain)),
    tried("exported", sends("/bundle/export", { most: "1" }, plain)),
    tried("lock", sends("/lock", {}, plain)),
    tried("users", sends("/users", { do: "remove", name: "user" }, plain)),
    tried("socket", new Promise((yes, no) => {
      const it = new WebSocket(agent.replace("http", "ws") + "/");
      it.onopen = () => yes("open");
      it.onerror = no;
    })),
    tried("events", new Promise((yes, no) => {
      const it = new EventSource(agent + "/sync/progress", { withCredentials: true });
      it.onopen = () => { it.close(); yes("open"); };
      it.onerror = () => { it.close(); no(); };
    })),
  ]);
  return known;
}
""";

  private static final String REFUSED = "403 .*";
  private static final List<String> PAGES =
      List.of("/", "/units", "/visits", "/team", "/sync", "/bundle", "/users", "/signing-keys");
  private static final String OPENS = "agent => { window.opened = open(agent + '/'); }";

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static HttpServer hostile;
  private static String agent;
  private static int port;

  private BrowserContext window;
  private Page own;
  private String draft = "";
  private List<String> before = List.of();
  private final List<String> answers = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    port = processes.serveLocked(work.resolve("laptop")).http();
    agent = "http://127.0.0.1:" + port;
    hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "<!DOCTYPE html><title>Hostile</title><body>".getBytes(StandardCharsets.UTF_8);
    hostile.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    hostile.start();
    playwright = Playwright.create();
    browser =
        Chromium.launch(
            playwright,
            "--host-resolver-rules=MAP *.example 127.0.0.1",
            // what newer browsers forbid by themselves is tried here all the same
            "--disable-features=LocalNetworkAccessChecks,"
                + "BlockInsecurePrivateNetworkRequests,"
                + "PrivateNetworkAccessSendPreflights");
  }

  @AfterAll
  static void stop() {
    playwright.close();
    hostile.stop(0);
    processes.close();
  }

  @BeforeEach
  void unlocked() {
    window = browser.newContext();
    own = window.newPage();
    own.navigate(agent + "/unlock?lang=en");
    own.fill("#passphrase", Processes.SECRET);
    if (own.locator("#again").count() > 0) {
      own.fill("#again", Processes.SECRET);
    }
    own.click("main button");
    own.waitForSelector("#instrument");
    own.selectOption("#instrument", "infantry-battalion@2");
    own.click("main form[action='/drafts'] button");
    own.waitForURL("**/drafts/**");
    draft = own.url().substring(agent.length()).replaceAll("[?].*", "");
    own.navigate(agent + draft + "?section=narrative");
    own.fill("[id='narrative.strengths']", "Ours.");
    own.locator("h1").click();
    own.waitForTimeout(500);
    own.waitForSelector("[data-saved][data-state=saved]");
    before = store();
    window.onResponse(
        it -> {
          boolean isTheirs = !own.equals(it.frame().page());
          if (isTheirs && (it.url().startsWith(agent) || it.url().contains("example:" + port))) {
            answers.add(it.status() + " " + it.request().method() + " " + it.url());
          }
        });
  }

  @AfterEach
  void closed() {
    window.close();
  }

  @Test
  void the_folder_of_a_laptop_that_was_started_locked_is_its_owner_s_alone() throws IOException {
    Path folder = work.resolve("laptop");
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", ELSEWHERE})
  void a_page_of_another_origin_learns_nothing_and_changes_nothing(String host) {
    try (Page page = window.newPage()) {
      page.navigate("http://" + host + ":" + hostile.getAddress().getPort() + "/");

      Object known = page.evaluate(ATTACK, List.of(agent, draft));

      assertThat((List<?>) known).isEmpty();
    }
    assertThat(answers).hasSizeGreaterThan(8).allMatch(it -> it.matches(REFUSED));
    unchanged();
  }

  @Test
  void a_link_from_elsewhere_leads_to_a_page_that_the_other_site_cannot_reach() {
    try (Page page = window.newPage()) {
      page.navigate("http://" + ELSEWHERE + ":" + hostile.getAddress().getPort() + "/");
      Page followed = window.waitForPage(() -> page.evaluate(OPENS, agent));
      followed.waitForLoadState();

      assertThat(followed.textContent("main")).contains("Passphrase"); // without who it was
      assertThat(page.evaluate("opened.closed || opened.length === undefined")).isEqualTo(true);
    }
    unchanged();
  }

  @Test
  void a_name_that_is_made_to_point_at_this_laptop_is_nobody_here() {
    String rebound = "http://" + REBOUND + ":" + port;
    try (Page page = window.newPage()) {
      page.route( // the first answer for the name came from elsewhere, all others come from here
          rebound + "/attack",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/html")
                      .setBody("<!DOCTYPE html><title>Hostile</title><body>")));
      page.navigate(rebound + "/attack");
      answers.clear();

      Object known = page.evaluate(ATTACK, List.of(rebound, draft));

      assertThat((List<?>) known)
          .isNotEmpty() // it is its own site: it may read what it is answered
          .allMatch(
              it -> it.toString().matches("(page|page unseen|session|posted|locked|put): 403"));
    }
    assertThat(answers).hasSizeGreaterThan(8).allMatch(it -> it.matches(REFUSED));
    unchanged();
  }

  /** The store says what it said, and who unlocked the laptop still works. */
  private void unchanged() {
    assertThat(own.evaluate("async () => (await fetch('/session')).status")).isEqualTo(204);
    assertThat(store()).isEqualTo(before);
  }

  /** What every list shows, and the draft with its history and its files. */
  private List<String> store() {
    var said = new ArrayList<String>();
    var all = new ArrayList<>(PAGES);
    all.addAll(List.of(draft + "?section=narrative", draft + "/history", draft + "/attachments"));
    for (String path : all) {
      own.navigate(agent + path);
      assertThat(own.url()).isEqualTo(agent + path); // not sent to the passphrase
      said.add(own.innerText("main"));
    }
    own.navigate(agent + draft + "?section=narrative");
    said.add(own.inputValue("[id='narrative.strengths']"));
    assertThat(said.get(said.size() - 1)).isEqualTo("Ours.");
    return said;
  }
}
