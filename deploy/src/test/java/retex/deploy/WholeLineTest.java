package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.look.Chromium;
import retex.look.Look;

/** The sample goes through the whole line once; then everything that came of it is looked at. */
class WholeLineTest {

  @TempDir private static Path work;

  private static Processes processes;
  private static WholeLine line;
  private static JsonNode report;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    out = Files.createDirectories(work.resolve("out"));
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    line = new WholeLine(processes, SampleSet.shipped(work), work, out);
    report = line.run();
  }

  @AfterAll
  static void stop() {
    processes.close();
  }

  @Test
  void every_record_arrives_and_every_provider_gets_a_feedback_in_both_languages() {
    assertThat(report.get("entered").asInt()).isEqualTo(15);
    assertThat(report.get("accepted").asInt()).isEqualTo(15);
    assertThat(report.get("returned").asInt()).isEqualTo(2);
    assertThat(report.get("cuts")).extracting(JsonNode::asInt).containsExactly(1, 1);
    assertThat(report.get("pdfs")).hasSize(4);
  }

  @Test
  void whoever_wrote_a_record_learns_that_a_feedback_uses_it_and_not_whose_it_is() {
    String laptop = work.resolve("laptop-west").toString();
    processes.agent("sync", "--data", laptop).orFail("sync");

    JsonNode records = processes.agent("list", "--data", laptop, "--json").orFail("list").json();

    assertThat(records).extracting(it -> it.get("state").asText()).contains("in-feedback");
    assertThat(records.toString()).doesNotContain("P-NOR", "P-SUD");
  }

  @Test
  void no_feedback_holds_a_confidential_detail_and_each_says_what_to_teach() throws IOException {
    List<String> details = confidential();
    for (JsonNode pdf : report.get("pdfs")) {
      String text;
      try (var document = Loader.loadPDF(Path.of(pdf.asText()).toFile())) {
        text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
      }
      assertThat(details).as(pdf.asText()).noneMatch(text::contains);
      assertThat(text)
          .containsAnyOf("What to teach next", "À enseigner en priorité")
          .containsAnyOf("Recommended training", "Formation recommandée")
          .containsAnyOf(
              "Quick reaction force",
              "Force de réaction rapide",
              "Graduated use of force",
              "Usage gradué de la force");
    }
  }

  @Test
  void no_log_or_error_output_holds_a_confidential_detail() throws IOException {
    List<String> details = confidential();
    List<Path> logs;
    try (Stream<Path> files = Files.list(work)) {
      logs = files.filter(it -> it.toString().matches(".*\\.(log|err)")).toList();
    }

    assertThat(logs).isNotEmpty();
    for (Path log : logs) {
      String text = Files.readString(log);
      assertThat(details).as(log.toString()).noneMatch(text::contains);
    }
  }

  @Test
  void a_laptop_s_folder_holds_no_readable_word() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("laptop-west"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(confidential()).as(file.toString()).noneMatch(bytes::contains);
      }
    }
  }

  @Test
  void another_s_an_unreleased_and_a_guessed_feedback_are_the_same_not_found() {
    int port = line.ports().http();
    Rest one = Rest.signIn(port, "p-nor", Processes.SECRET);
    Rest other = Rest.signIn(port, "p-sud", Processes.SECRET);
    String others = other.get("/api/feedback").json().get(0).get("id").asText();
    String unreleased =
        Rest.signIn(port, "olaf", Processes.SECRET)
            .post(
                "/api/releases",
                JsonMapper.builder()
                    .build()
                    .createObjectNode()
                    .put("provider", "P-NOR")
                    .put("language", "en"))
            .json()
            .get("id")
            .asText();

    List<Rest.Answer> answers = new ArrayList<>();
    for (String id : List.of(others, unreleased, "00000000-0000-4000-8000-000000000000", "x")) {
      answers.add(one.get("/api/feedback/" + id + "/pdf"));
    }

    assertThat(answers).allMatch(it -> it.status() == 404);
    assertThat(answers)
        .extracting(it -> new String(it.body(), StandardCharsets.UTF_8))
        .containsOnly(new String(answers.get(0).body(), StandardCharsets.UTF_8));
  }

  @Test
  void nobody_releases_what_they_proposed() {
    Rest officer = Rest.signIn(line.ports().http(), "olaf", Processes.SECRET);
    var json = JsonMapper.builder().build();
    JsonNode proposed =
        officer
            .post(
                "/api/releases",
                json.createObjectNode().put("provider", "P-SUD").put("language", "fr"))
            .json();

    Rest.Answer alone =
        officer.post(
            "/api/releases/" + proposed.get("id").asText() + "/approval",
            json.createObjectNode().put("contentHash", proposed.get("contentHash").asText()));

    assertThat(alone.status()).isEqualTo(403);
    assertThat(alone.code()).isEqualTo("RELEASER_IS_PROPOSER");
  }

  @Test
  void a_form_without_its_token_changes_nothing() throws Exception {
    var http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    String base = "http://127.0.0.1:" + line.ports().http();
    HttpResponse<String> signedIn =
        http.send(
            form(base + "/sign-in", "name=olaf&password=demonstration+only", ""),
            HttpResponse.BodyHandlers.ofString());
    String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow().split(";")[0];

    HttpResponse<String> refused =
        http.send(
            form(base + "/releases", "provider=P-NOR&language=en", cookie),
            HttpResponse.BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  @Tag("browser")
  void every_page_passes_axe_in_english_and_french() {
    int laptop = processes.serveAgent(work.resolve("laptop-west")).http();
    try (Playwright playwright = Playwright.create();
        Browser browser = Chromium.launch(playwright)) {
      String base = "http://127.0.0.1:" + line.ports().http();
      for (String language : List.of("en", "fr")) {
        check(browser, base, "", language, List.of("/sign-in"), "");
        check(browser, base, "rita", language, List.of("/records?state=all"), "/records/");
        check(browser, base, "olaf", language, List.of("/releases", "/redactions"), "/redactions/");
        check(browser, base, "nora", language, List.of("/releases"), "/releases/");
        check(browser, base, "nora", language, List.of("/policy", "/consents", "/erasures"), "");
        check(browser, base, "ada", language, List.of("/policy", "/audit", "/bundles"), "");
        check(browser, base, "p-nor", language, List.of("/feedback"), "");
        String agent = "http://127.0.0.1:" + laptop;
        check(browser, agent, "", language, List.of("/units", "/sync", "/bundle", "/"), "/own/");
      }
    }
  }

  private static void check(
      Browser browser, String base, String name, String language, List<String> paths, String link) {
    try (var context = browser.newContext();
        Page page = context.newPage()) {
      if (!name.isEmpty()) {
        page.navigate(base + "/sign-in");
        page.fill("#name", name);
        page.fill("#password", Processes.SECRET);
        page.click("main button");
      }
      for (String path : paths) {
        page.navigate(base + path + (path.contains("?") ? "&" : "?") + "lang=" + language);
        look(page, language);
      }
      if (!link.isEmpty()) {
        page.locator("a[href^='" + link + "']").first().click();
        look(page, language);
      }
    }
  }

  private static void look(Page page, String language) {
    assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
    assertThat(Look.findings(page)).as(URI.create(page.url()).getPath()).isEmpty();
  }

  private static HttpRequest form(String url, String body, String cookie) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Cookie", cookie)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static List<String> confidential() throws IOException {
    return Files.readAllLines(Path.of("src/main/resources/sample/confidential.txt")).stream()
        .filter(detail -> !detail.isBlank())
        .toList();
  }
}
