package retex.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Forms and files as a browser sends them, with its cookies, and without a browser. */
final class Browsing {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final String LIMIT = "----retex";

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String base;
  private String csrf = "";

  Browsing(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  String post(String path, Map<String, String> fields) throws IOException {
    return text(form(path, fields));
  }

  byte[] download(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET()).body();
  }

  /** The file that answers a form. */
  byte[] save(String path) throws IOException {
    return form(path, Map.of()).body();
  }

  String upload(String path, byte[] file) throws IOException {
    return text(send(multipart(path, token(path), file)));
  }

  /** The status that another site's form gets. */
  int foreign(String path, byte[] file) throws IOException {
    return send(multipart(path, "not ours", file)).statusCode();
  }

  /** The first address in a page that begins so. */
  static String link(String page, String beginning) {
    Matcher found = Pattern.compile("\"(" + Pattern.quote(beginning) + "[^\"]+)\"").matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("no link " + beginning);
    }
    return found.group(1);
  }

  private HttpResponse<byte[]> form(String path, Map<String, String> fields) throws IOException {
    String body =
        fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"))
            + "&csrf="
            + encoded(path.equals("/sign-in") ? "" : token(path));
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder multipart(String path, String token, byte[] file) {
    var body = new ByteArrayOutputStream();
    String first =
        "--" + LIMIT + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + token + "\r\n";
    String second =
        "--"
            + LIMIT
            + "\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"a.bundle\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";
    body.writeBytes((first + second).getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + LIMIT + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "multipart/form-data; boundary=" + LIMIT)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  /** Of the page that the form stands on. */
  private String token(String path) throws IOException {
    if (csrf.isEmpty()) {
      String page = path.startsWith("/bundles") ? "/bundles" : "/bundle";
      Matcher found = CSRF.matcher(new String(download(page), StandardCharsets.UTF_8));
      if (!found.find()) {
        throw new IllegalStateException("no token");
      }
      csrf = found.group(1);
    }
    return csrf;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(120)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
