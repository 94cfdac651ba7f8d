package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop's certificate over the years: renewed by itself, whatever the clocks say. */
class CertificatesTest {

  private static final Path RECORDS = Path.of("src/main/resources/sample/records-west.jsonl");

  @TempDir private Path work;

  @Test
  void certificates_renew_run_out_and_follow_a_new_authority_without_a_visit() throws Exception {
    Path server = work.resolve("server");
    Path laptop = work.resolve("laptop");
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work)) {
      var ports = processes.serveServer(server);
      var link = new CuttingProxy(ports.grpc());
      enter(processes, laptop, 0);
      Enrolment.of(processes, server, laptop, link.port());
      sync(processes, laptop);
      Instant first = certifiedUntil(processes, server);

      // both clocks agree that it is nearly run out: renewed ahead
      processes.moveClocks(Duration.ofDays(70));
      link.leadTo(again(processes, server).grpc());
      sync(processes, laptop);
      Instant second = certifiedUntil(processes, server);
      assertThat(second).isAfter(first.plus(Duration.ofDays(60)));

      // a new authority, and a laptop that was away until its certificate had run out
      processes.server("authority-rotate", "--data", server.toString()).orFail("rotate");
      processes.moveClocks(Duration.ofDays(300));
      link.leadTo(again(processes, server).grpc());
      processes.moveClocks(Duration.ZERO); // the laptop's own clock says that all is well
      enter(processes, laptop, 1);
      sync(processes, laptop);
      assertThat(certifiedUntil(processes, server)).isAfter(second.plus(Duration.ofDays(200)));

      // and two more in a row while the server runs, from the one that was pinned at the renewal
      processes.server("authority-rotate", "--data", server.toString()).orFail("rotate");
      processes.server("authority-rotate", "--data", server.toString()).orFail("rotate");
      enter(processes, laptop, 2);
      sync(processes, laptop);

      JsonNode devices = processes.server("devices", "--data", server.toString(), "--json").json();
      assertThat(devices).hasSize(1);
      assertThat(devices.get(0).get("version").asText()).startsWith("retex-agent/");
      assertThat(records(processes, server)).isEqualTo(3);

      String device = devices.get(0).get("id").asText();
      processes
          .server("device-revoke", device, "--reason", "lost", "--data", server.toString())
          .orFail("revoke");
      processes.moveClocks(Duration.ofDays(400));
      Processes.Result revoked = processes.agent("sync", "--data", laptop.toString());
      assertThat(revoked.code()).isEqualTo(1);
      assertThat(revoked.err())
          .contains("KEYS_GONE_HANDED_OVER"); // nothing waited: it was all there
    }
  }

  private static Processes.Ports again(Processes processes, Path server) throws Exception {
    Process last = processes.running().get(processes.running().size() - 1);
    last.destroy();
    last.waitFor();
    return processes.serveServer(server);
  }

  private void enter(Processes processes, Path laptop, int number) throws Exception {
    Path file = work.resolve("one.jsonl");
    Files.writeString(file, Files.readAllLines(RECORDS).get(number) + "\n");
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private static void sync(Processes processes, Path laptop) {
    JsonNode done =
        processes.agent("sync", "--data", laptop.toString(), "--json").orFail("sync").json();
    assertThat(done.get("acknowledged").asInt()).isPositive();
  }

  private static Instant certifiedUntil(Processes processes, Path server) {
    JsonNode devices =
        processes.server("devices", "--data", server.toString(), "--json").orFail("devices").json();
    return Instant.parse(devices.get(0).get("certifiedUntil").asText());
  }

  private static int records(Processes processes, Path server) {
    return processes.server("records", "--data", server.toString(), "--json").json().size();
  }
}
