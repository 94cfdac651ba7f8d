package retex.agent.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A laptop's pages as a browser without script asks for them. Needs port -1 to be configured. */
public final class SomePages {

  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

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
    Matcher token = TOKEN.matcher(get("/unlock").body());
    if (!token.find()) {
      throw new IllegalStateException("no token");
    }
    String form =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "csrf=" + token.group(1) + "&", ""));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Accept", "text/html,*/*")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
