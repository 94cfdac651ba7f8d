package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a lost passphrase can be mended, as the laptop itself tells it. */
class EscrowTest {

  @TempDir private Path work;
  private Processes processes;
  private Path laptop;

  @BeforeEach
  void start() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    laptop = work.resolve("laptop");
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void before_enrolment_it_says_everywhere_that_nobody_can_help() throws IOException {
    var locked = new LaptopPages(processes.serveLocked(laptop).http());
    assertThat(locked.get("/unlock?lang=en").body()).contains("If every passphrase is lost");
    assertThat(locked.get("/unlock?lang=fr").body()).contains("Si toutes les phrases secrètes");
    processes.close();

    var open = new LaptopPages(processes.serveAlone(laptop).http());
    assertThat(open.get("/users?lang=en").body()).contains("If every passphrase is lost");
    assertThat(open.get("/users?lang=fr").body()).contains("Si toutes les phrases secrètes");
    assertThat(status("en")).contains("If every passphrase is lost");
    assertThat(status("fr")).contains("Si toutes les phrases secrètes");
    var request =
        processes.agent(
            "recover", "--data", laptop.toString(), "request", work.resolve("r").toString());

    assertThat(request.code()).isEqualTo(1);
    assertThat(request.err()).contains("ESCROW_MISSING");
    assertThat(work.resolve("r")).doesNotExist();
    assertThat(Files.readString(laptop.resolve("slots.json"))).doesNotContain("\"sealed\"");
  }

  @Test
  void after_enrolment_it_says_who_can_and_two_people_do() throws IOException {
    enrol();

    var pages = new LaptopPages(processes.serveAlone(laptop).http());
    assertThat(pages.get("/users?lang=en").body()).contains("Two people together");
    assertThat(status("en")).contains("Two people together");
    assertThat(Files.readString(laptop.resolve("slots.json"))).contains("\"sealed\"");
    processes.running().get(processes.running().size() - 1).destroyForcibly();
    String request = work.resolve("request").toString();
    String answer = work.resolve("answer").toString();
    agent("recover", "--data", laptop.toString(), "request", request);
    server(
        "escrow",
        "recover",
        "--request",
        request,
        "--first",
        work.resolve("share-1").toString(),
        "--second",
        work.resolve("share-2").toString(),
        "--out",
        answer);
    agent("recover", "--data", laptop.toString(), "answer", answer);

    var locked = new LaptopPages(processes.serveLocked(laptop).http());
    assertThat(unlock(locked, Processes.SECRET)).isEqualTo(403);
    assertThat(unlock(locked, Processes.NEW_SECRET)).isEqualTo(303);
  }

  private void enrol() {
    server(
        "escrow",
        "init",
        "--first",
        work.resolve("share-1").toString(),
        "--second",
        work.resolve("share-2").toString());
    String address = "127.0.0.1:" + processes.serveServer(work.resolve("server")).grpc();
    String token = server("device-token", "--json").json().get("token").asText();
    agent("enrol", "--data", laptop.toString(), "--server", address, "--token", token);
  }

  private String status(String language) {
    return processes
        .agent("status", "--data", laptop.toString(), "--lang", language)
        .orFail("status")
        .out();
  }

  private void agent(String... arguments) {
    processes.agent(arguments).orFail(arguments[0]);
  }

  private Processes.Result server(String... arguments) {
    var all = new java.util.ArrayList<>(java.util.List.of(arguments));
    all.addAll(java.util.List.of("--data", work.resolve("server").toString()));
    return processes.server(all.toArray(String[]::new)).orFail(arguments[0]);
  }

  private static int unlock(LaptopPages pages, String passphrase) throws IOException {
    return pages.post("/unlock", java.util.Map.of("passphrase", passphrase)).statusCode();
  }
}
