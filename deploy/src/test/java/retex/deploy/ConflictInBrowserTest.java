package retex.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/**
 * A laptop and a copy of it change the same two records; one is resolved there, one at the desk.
 */
@Tag("browser")
class ConflictInBrowserTest {

  private static final Path SHOTS = Path.of("target/screenshots");

  @TempDir private static Path work;
  private static Processes processes;
  private static Playwright playwright;
  private static Browser browser;
  private static Path server;
  private static Path laptop;
  private static Path copy;
  private static String headquarters;
  private static String base;
  private static List<String> records;

  @BeforeAll
  static void twoVersionsEach() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    copy = work.resolve("copy");
    run(server, true, "catalogue", "import", "src/main/resources/sample/reference.json");
    run(server, true, "account", "add", "--name", "rita", "--role", "reviewer");
    Processes.Ports ports = processes.serveServer(server);
    headquarters = "http://127.0.0.1:" + ports.http();
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    Path two =
        Files.writeString(work.resolve("two.jsonl"), lines.get(0) + "\n" + lines.get(2) + "\n");
    run(laptop, false, "import", two.toString());
    String token = run(server, true, "device-token", "--json").json().get("token").asText();
    run(laptop, false, "enrol", "--server", "127.0.0.1:" + ports.grpc(), "--token", token);
    run(laptop, false, "sync");
    copied();
    records =
        StreamSupport.stream(list(laptop).spliterator(), false)
            .map(it -> it.get("id").asText())
            .toList();
    changed(processes.serveAlone(laptop).http(), "2", "Seen by day alone.");
    Processes.Ports ofCopy = processes.serveAlone(copy);
    base = "http://127.0.0.1:" + ofCopy.http();
    changed(ofCopy.http(), "4", "Seen by night, too.");
    run(laptop, false, "sync");
    run(copy, false, "sync"); // finds the fork and opens an epoch of its own
    run(copy, false, "sync"); // hears what the other wrote
    playwright = Playwright.create();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    processes.close();
  }

  @Test
  void both_versions_are_kept_and_resolved_on_a_laptop_and_at_headquarters() {
    Assertions.assertThat(states(copy)).containsOnly("conflict");
    Assertions.assertThat(states(server)).containsOnly("conflict");
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      page.navigate(base + "/own/" + records.get(0) + "?lang=en");
      accessible(page, "record in conflict");
      page.click("a[href$='/conflict']");
      both(page, base + "/own/" + records.get(0) + "/conflict", "conflict-laptop");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("2 – Seen by day alone.");
      assertThat(page.locator("tbody tr")).containsText("4 – Seen by night, too.");
      Locator nights = page.locator("tbody td:has-text('night') input");
      nights.focus();
      page.keyboard().press("Space");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator(".state").first()).containsText("submitted");
    }
    try (Page desk = browser.newPage(new Browser.NewPageOptions().setViewportSize(1366, 768))) {
      signIn(desk);
      desk.navigate(headquarters + "/records?lang=en");
      assertThat(desk.locator("tbody")).containsText("Two versions");
      desk.navigate(headquarters + "/records/" + records.get(1));
      accessible(desk, "record in conflict at headquarters");
      both(desk, headquarters + "/records/" + records.get(1) + "/conflict", "conflict-desk");
      desk.locator("li:has-text('epoch 1') button").focus();
      desk.keyboard().press("Enter");
      assertThat(desk.locator("[role=status]").first()).containsText("Resolved");
    }

    run(copy, false, "sync");
    run(laptop, false, "sync");
    run(copy, false, "sync");

    Assertions.assertThat(states(server)).containsOnly("received");
    Assertions.assertThat(heads(laptop)).isEqualTo(heads(server));
    Assertions.assertThat(heads(copy)).isEqualTo(heads(server));
    Assertions.assertThat(states(laptop)).containsOnly("acknowledged");
    Assertions.assertThat(run(laptop, false, "show", records.get(0), "--json").out())
        .contains("Seen by night, too.");
    Assertions.assertThat(run(copy, false, "show", records.get(1), "--json").out())
        .contains("Seen by day alone.");
  }

  /** Rates FP1 of every record otherwise, on the pages of a laptop. */
  private static void changed(int port, String rating, String comment) throws IOException {
    var pages = new LaptopPages(port);
    for (String record : records) {
      String draft =
          pages
              .post("/own/" + record + "/correction", Map.of())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      Assertions.assertThat(pages.keep(draft, "answers.FP1.rating", "3", rating).statusCode())
          .isEqualTo(200);
      Assertions.assertThat(pages.keep(draft, "answers.FP1.comment", "", comment).statusCode())
          .isEqualTo(200);
      Assertions.assertThat(pages.post(draft + "/submission", Map.of()).statusCode())
          .isEqualTo(303);
    }
  }

  private static void copied() throws IOException {
    try (Stream<Path> all = Files.walk(laptop)) {
      for (Path it : all.filter(one -> !one.startsWith(laptop.resolve("run"))).toList()) {
        Files.copy(it, copy.resolve(laptop.relativize(it)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static JsonNode list(Path data) {
    return data.equals(server)
        ? run(server, true, "records", "--json").json()
        : run(data, false, "list", "--json").json();
  }

  private static List<String> states(Path data) {
    return each(data, "state");
  }

  private static List<String> heads(Path data) {
    return each(data, "revision");
  }

  private static List<String> each(Path data, String field) {
    var values = new ArrayList<String>();
    for (String record : records) {
      for (JsonNode it : list(data)) {
        if (it.get("id").asText().equals(record)) {
          values.add(it.get(field).asText());
        }
      }
    }
    return values;
  }

  private static void signIn(Page page) {
    page.navigate(headquarters + "/sign-in?lang=en");
    page.fill("#name", "rita");
    page.fill("#password", Processes.SECRET);
    page.click("main button");
    assertThat(page.locator("header")).containsText("rita");
  }

  /** Looks at a page in French and in English. */
  private static void both(Page page, String url, String name) {
    for (String language : List.of("fr", "en")) {
      page.navigate(url + "?lang=" + language);
      accessible(page, name + " " + language);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + "-" + language + ".png")));
    }
  }

  private static void accessible(Page page, String what) {
    Assertions.assertThat(Look.findings(page)).as(what).isEmpty();
  }

  private static Processes.Result run(Path data, boolean isServer, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    String[] line = all.toArray(String[]::new);
    return (isServer ? processes.server(line) : processes.agent(line)).orFail(arguments[0]);
  }
}
