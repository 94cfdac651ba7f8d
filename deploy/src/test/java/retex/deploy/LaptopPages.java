package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A laptop's pages as a program asks for them: what a browser sends, without one. */
final class LaptopPages {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String base;
  private String token = "";

  LaptopPages(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  HttpResponse<String> post(String path, Map<String, String> fields) throws IOException {
    String form =
        fields.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"))
            + "&csrf="
            + encoded(token());
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** Keeps one field as the page's script does; answers the status. */
  HttpResponse<String> keep(String draft, String name, String before, String value)
      throws IOException {
    String body =
        JSON.createObjectNode()
            .put("name", name)
            .put("before", before)
            .put("value", value)
            .toString();
    return send(
        HttpRequest.newBuilder(URI.create(base + draft + "/field"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("X-CSRF-Token", token())
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Adds a photograph to a draft as the form's script does. */
  HttpResponse<String> add(String draft, String criterion, byte[] file) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + draft + "/attachments/bytes?at=" + criterion))
            .header("Content-Type", "application/octet-stream")
            .header("X-CSRF-Token", token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
  }

  /** Adds a file as a browser without script does, with its name. */
  HttpResponse<String> upload(String path, String at, String fileName, byte[] file)
      throws IOException {
    String limit = "----retex";
    String part = "--" + limit + "\r\nContent-Disposition: form-data; name=";
    var body = new ByteArrayOutputStream();
    String fields =
        part
            + "\"csrf\"\r\n\r\n"
            + token()
            + "\r\n"
            + part
            + "\"at\"\r\n\r\n"
            + at
            + "\r\n"
            + part
            + "\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    body.writeBytes(fields.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + limit + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "multipart/form-data; boundary=" + limit)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** A new draft's path. */
  String open(String instrument) throws IOException {
    return post("/drafts", Map.of("instrument", instrument, "unit", ""))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  String token() throws IOException {
    if (token.isEmpty()) {
      Matcher found = CSRF.matcher(get("/unlock").body());
      if (!found.find()) {
        throw new IllegalStateException("no token");
      }
      token = found.group(1);
    }
    return token;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
