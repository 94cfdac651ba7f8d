package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two laptops share one evaluation by way of headquarters, by the shipped processes. */
class TeamOverSyncTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String FORM = "quick-reaction-company@2";

  @TempDir private Path work;
  private Processes processes;
  private CuttingProxy link;
  private Path chief;
  private Path colleague;
  private LaptopPages pages;

  @BeforeEach
  void start() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    String server = work.resolve("server").toString();
    chief = work.resolve("chief");
    colleague = work.resolve("colleague");
    processes
        .server("catalogue", "import", "--data", server, "src/main/resources/sample/reference.json")
        .orFail("catalogue");
    link = new CuttingProxy(processes.serveServer(Path.of(server)).grpc());
    for (Path it : List.of(chief, colleague)) {
      Enrolment.of(processes, work.resolve("server"), it, link.port(), "--mission", "MINELD");
    }
    JsonNode mine = team(chief, "card", "--name", "Maj Chief", file("chief.txt"), "--json").get(0);
    JsonNode theirs =
        team(colleague, "card", "--name", "Capt Colleague", file("colleague.txt"), "--json").get(0);
    add(chief, "colleague.txt", theirs);
    add(colleague, "chief.txt", mine);
    pages = new LaptopPages(processes.serveAgent(chief).http()); // keeps its line
  }

  @AfterEach
  void stop() throws IOException {
    processes.close();
    link.close();
  }

  @Test
  void what_each_enters_comes_to_the_other_over_links_that_break() throws IOException {
    String draft = draft();
    String area = area(draft);
    String device = team(chief, "devices", "--json").get(0).get("device").asText();
    String shared =
        team(chief, "share", draft, "--area", area + "=" + device, "--json").get("share").asText();
    team(chief, "send", draft);
    String page = "/team/shares/" + shared + "?lang=en";
    assertThat(
            Eventually.within(SOON, () -> pages.get(page).body().contains("At headquarters since")))
        .isTrue();

    link.cutAfter(4_000);
    processes.agent("sync", "--data", colleague.toString());
    link.mend();
    processes.agent("sync", "--data", colleague.toString()).orFail("sync");

    JsonNode came = team(colleague, "came", "--json");
    assertThat(came).hasSize(1);
    assertThat(came.get(0).get("from").asText()).isEqualTo("Maj Chief");
    String share = came.get(0).get("share").asText();
    assertThat(share).isEqualTo(shared);
    answer(team(colleague, "show", share, "--json").get("draft").asText(), area);
    team(colleague, "send", share);
    processes.agent("sync", "--data", colleague.toString()).orFail("sync");
    processes.agent("sync", "--data", colleague.toString()).orFail("sync");

    // the chief's laptop keeps its line and is asked for nothing
    assertThat(
            Eventually.within(SOON, () -> pages.get("/team?lang=en").body().contains("taken in")))
        .isTrue();
    assertThat(members(draft)).contains("Capt Colleague 1");
    assertThat(team(colleague, "came", "--json")).hasSize(1);
    assertThat(pages.get("/team?lang=fr").body()).contains("Reçu par la liaison");
  }

  private void answer(String draft, String area) throws IOException {
    var theirs = new LaptopPages(processes.serveAlone(colleague).http());
    String html = theirs.get("/drafts/" + draft + "?section=" + area).body();
    Matcher found = Pattern.compile("name=\"answers\\.([A-Za-z0-9.-]+)\\.rating\"").matcher(html);
    assertThat(found.find()).isTrue();
    String field = "answers." + found.group(1) + ".rating";
    assertThat(theirs.keep("/drafts/" + draft, field, "", "4").statusCode()).isEqualTo(200);
  }

  private String draft() throws IOException {
    return pages
        .post("/drafts", Map.of("instrument", FORM, "unit", "U-101"))
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .replaceAll("^.*/drafts/([^?]+).*$", "$1");
  }

  private String area(String draft) throws IOException {
    Matcher found =
        Pattern.compile("data-part=\"([^\"]+)\"").matcher(pages.get("/drafts/" + draft).body());
    assertThat(found.find() && found.find()).isTrue(); // the second one: the first is the head
    return found.group(1);
  }

  private List<String> members(String draft) {
    var members = new ArrayList<String>();
    team(chief, "show", draft, "--json")
        .get("members")
        .forEach(it -> members.add(it.get("name").asText() + " " + it.get("answers").asInt()));
    return members;
  }

  private void add(Path laptop, String card, JsonNode device) {
    team(laptop, "add", file(card), "--fingerprint", device.get("fingerprint").asText(), "--json");
  }

  private String file(String name) {
    return work.resolve(name).toString();
  }

  private JsonNode team(Path laptop, String... arguments) {
    var all = new ArrayList<>(List.of("team", arguments[0]));
    all.addAll(List.of("--data", laptop.toString(), "--lang", "en"));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    Processes.Result result = processes.agent(all.toArray(String[]::new)).orFail("team");
    return List.of(arguments).contains("--json")
        ? result.json()
        : com.fasterxml.jackson.databind.node.NullNode.getInstance();
  }
}
