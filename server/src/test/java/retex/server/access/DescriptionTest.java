package retex.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.server.release.SomeWorld;

class DescriptionTest {

  private static final String SECRET = "correct horse battery";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private SomeWorld world;
  private String base;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    world
        .bean(Accounts.class)
        .add(new Account("olaf", Set.of(Role.RELEASE_OFFICER), "", "en"), SECRET, "test");
    EmbeddedServer server = world.bean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_doors_are_described_to_nobody_who_is_not_signed_in() throws Exception {
    for (String path : new String[] {"/openapi/" + Description.NAME, "/api/openapi"}) {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + path)));

      assertThat(answer.statusCode()).isNotEqualTo(200);
      assertThat(answer.body()).doesNotContain("/api/releases");
    }
  }

  @Test
  void they_are_described_to_no_provider() throws Exception {
    world
        .bean(Accounts.class)
        .add(new Account("nils", Set.of(Role.PROVIDER), "P-NOR", "en"), SECRET, "test");

    HttpResponse<String> answer = asked("nils");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("/api/releases");
  }

  @Test
  void they_are_described_to_an_officer() throws Exception {
    HttpResponse<String> answer = asked("olaf");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("openapi:").contains("/api/releases");
  }

  private HttpResponse<String> asked(String name) throws IOException, InterruptedException {
    HttpResponse<String> session =
        send(
            HttpRequest.newBuilder(URI.create(base + "/api/session"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"password\":\"" + SECRET + "\"}")));
    String token = session.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    return send(
        HttpRequest.newBuilder(URI.create(base + "/api/openapi"))
            .header("Authorization", "Bearer " + token));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
