package retex.agent.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A laptop's pages as a browser without script asks for them. Needs port -1 to be configured. */
public final class SomePages {

  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private static final String LIMIT = "----retex";

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI base;

  /** Serves the pages of a laptop. */
  public SomePages(ApplicationContext laptop) {
    EmbeddedServer server = laptop.getBean(EmbeddedServer.class);
    this.base = (server.isRunning() ? server : server.start()).getURI();
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).header("Accept", "text/html,*/*"));
  }

  /** Asks as a page's script does. */
  public HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json"));
  }

  public HttpResponse<String> post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    return post(path, token(), fields);
  }

  /** The same with a token that may be another site's. */
  public HttpResponse<String> post(String path, String token, Map<String, String> fields)
      throws IOException, InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "csrf=" + token + "&", ""));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Accept", "text/html,*/*")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** Sends a form with a file, as a browser does with one of any size. */
  public HttpResponse<String> upload(String path, Path file)
      throws IOException, InterruptedException {
    return upload(path, token(), file);
  }

  /** The same with a token that may be another site's. */
  public HttpResponse<String> upload(String path, String token, Path file)
      throws IOException, InterruptedException {
    String begin =
        "--"
            + LIMIT
            + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
            + token
            + "\r\n--"
            + LIMIT
            + "\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"a.bundle\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Accept", "text/html,*/*")
            .header("Content-Type", "multipart/form-data; boundary=" + LIMIT)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(begin),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + LIMIT + "--\r\n"))));
  }

  /** Of every form. */
  public String token() throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get("/unlock").body());
    if (!token.find()) {
      throw new IllegalStateException("no token");
    }
    return token.group(1);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
