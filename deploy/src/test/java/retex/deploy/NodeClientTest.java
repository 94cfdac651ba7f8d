package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client in another language, from the .proto files and docs/sync.md alone. */
@Tag("node")
class NodeClientTest {

  @TempDir private Path work;

  @Test
  void it_enrols_sends_a_record_over_mutual_tls_and_reads_the_acknowledgement() throws Exception {
    Path server = work.resolve("server");
    Path client = Files.createDirectory(work.resolve("node"));
    try (Stream<Path> files = Files.list(Path.of("src/test/node"))) {
      for (Path file : files.toList()) {
        Files.copy(file, client.resolve(file.getFileName()));
      }
    }
    run(client, List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work)) {
      var ports = processes.serveServer(server);
      processes
          .server(
              "catalogue",
              "import",
              Path.of("src/main/resources/sample/reference.json").toAbsolutePath().toString(),
              "--data",
              server.toString())
          .orFail("catalogue");
      String token =
          processes
              .server("device-token", "--data", server.toString(), "--mission", "MINELD", "--json")
              .orFail("device-token")
              .json()
              .get("token")
              .asText();

      String said =
          run(
              client,
              List.of(
                  "node",
                  "client.js",
                  "127.0.0.1:" + ports.grpc(),
                  token,
                  Path.of("../proto/src/main/proto").toAbsolutePath().normalize().toString()));

      JsonNode answer = JsonMapper.builder().build().readTree(said);
      assertThat(answer.get("acknowledged").asInt()).isEqualTo(1);
      assertThat(answer.get("instruments").asInt()).isPositive();
      assertThat(answer.get("units").asInt()).isPositive();
      JsonNode records =
          processes
              .server("records", "--data", server.toString(), "--json")
              .orFail("records")
              .json();
      assertThat(records).hasSize(1);
      assertThat(records.get(0).get("revision").asText())
          .isEqualTo(answer.get("revision").asText());
      assertThat(processes.server("verify", "--data", server.toString()).code()).isZero();
    }
  }

  private String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path errors = work.resolve("node.err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return out;
  }
}
