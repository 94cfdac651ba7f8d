package retex.deploy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages of one laptop as a browser asks for them: unlock, begin an evaluation, open its form.
 */
public final class LaptopVisit implements Visit {

  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CookieManager cookies = new CookieManager(); // the open session
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final int port;

  /** A laptop that listens, or will, on {@code port}. */
  public LaptopVisit(int port) {
    this.port = port;
  }

  /** Where it listens, or will. */
  public int port() {
    return port;
  }

  /** A port that nothing uses now. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public List<String> arguments(Path work) {
    return List.of(
        "serve", "--data", work.resolve("laptop").toString(), "--port", Integer.toString(port));
  }

  @Override
  public void visit(Process process) throws IOException, InterruptedException {
    awaitPage(process, "/unlock");
    unlock();
    get("/");
    get("/assets/retex.css");
    String draft = begin("infantry-battalion@2");
    get(draft);
    get(draft + "?section=FP");
    get(draft + "?section=FP&lang=fr");
    get("/sync");
    get("/units");
  }

  /** Asks until the page is there; answers how long that took. */
  public Duration awaitPage(Process process, String path) throws InterruptedException, IOException {
    long from = System.nanoTime();
    while (System.nanoTime() - from < PATIENCE.toNanos()) {
      try {
        if (send(request(path).GET().build()).statusCode() == 200) {
          return Duration.ofNanos(System.nanoTime() - from);
        }
      } catch (ConnectException e) {
        if (!process.isAlive()) {
          throw new IOException("it ended before its first page", e);
        }
        awaitListening(process);
      }
    }
    throw new IOException("no page within " + PATIENCE.toSeconds() + " s");
  }

  /** By sockets alone: a client that asks in vain takes a core from what it waits for. */
  private void awaitListening(Process process) throws InterruptedException, IOException {
    long from = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - from < PATIENCE.toNanos()) {
      try (var socket = new Socket("127.0.0.1", port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (ConnectException e) {
        Thread.sleep(2);
      }
    }
  }

  /** Gives the passphrase, and sets it where there is none. */
  public void unlock() throws IOException, InterruptedException {
    post("/unlock", "/unlock", Map.of("passphrase", Processes.SECRET, "again", Processes.SECRET));
  }

  /** Begins an evaluation on an instrument; answers the path of its form. */
  public String begin(String instrument) throws IOException, InterruptedException {
    return post("/", "/drafts", Map.of("instrument", instrument, "unit", ""))
        .headers()
        .firstValue("location")
        .orElseThrow(() -> new IOException("no form was opened"));
  }

  /** The page at a path; anything but 200 is a fault. */
  public String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(path).GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  /** Sends a form with the token of the page that carries it; answers the redirect. */
  public HttpResponse<String> post(String page, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    return sendForm(path, token(page), fields);
  }

  /** The same with a token that is known. */
  public HttpResponse<String> sendForm(String path, String token, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        "csrf="
            + encoded(token)
            + fields.entrySet().stream()
                .map(field -> "&" + encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining());
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.statusCode() / 100 != 3) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer;
  }

  /** The token that forms of this laptop carry. */
  public String token(String page) throws IOException, InterruptedException {
    Matcher found = TOKEN.matcher(get(page));
    if (!found.find()) {
      throw new IOException(page + " holds no form");
    }
    return found.group(1);
  }

  /** The cookies of this visit as a header says them. */
  public String cookies() {
    return cookies.getCookieStore().getCookies().stream()
        .map(it -> it.getName() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
  }

  /** A request to this laptop. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  /** Sends it. */
  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
