package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The server's REST door, as one signed-in person. */
public final class Rest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  private Rest(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Signs in at the server on this port of the loopback interface. */
  public static Rest signIn(int port, String name, String password) {
    var nobody = new Rest("http://127.0.0.1:" + port, "");
    var body = JSON.createObjectNode().put("name", name).put("password", password);
    Answer answer = nobody.send("POST", "/api/session", body);
    return new Rest(nobody.base, answer.orFail("sign in").json().get("token").asText());
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** A list, asked for again until it holds so many or half a minute is over. */
  public JsonNode listOf(int atLeast, String path) {
    Instant until = Instant.now().plus(PATIENCE);
    JsonNode list = get(path).orFail(path).json();
    while (list.size() < atLeast && Instant.now().isBefore(until)) {
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
      list = get(path).orFail(path).json();
    }
    return list;
  }

  public Answer post(String path, JsonNode body) {
    return send("POST", path, body);
  }

  private Answer send(
      String method, String path, @org.jspecify.annotations.Nullable JsonNode body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A status and a body. */
  public record Answer(int status, byte[] body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public boolean isDone() {
      return status / 100 == 2;
    }

    /** This answer, when the server did what it was asked to. */
    public Answer orFail(String what) {
      if (!isDone()) {
        throw new IllegalStateException(
            what
                + ": HTTP "
                + status
                + " "
                + new String(body, java.nio.charset.StandardCharsets.UTF_8));
      }
      return this;
    }

    /** The refusal's stable code. */
    public String code() {
      return json().path("code").asText();
    }
  }
}
