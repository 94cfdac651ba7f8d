package retex.server.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.BundleFile;
import retex.bundle.LaptopBundles;
import retex.bundle.SomeFiles;
import retex.contract.DeviceKey;
import retex.exchange.SomeSides;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.ingest.SomeDevices;
import retex.server.key.ServerKeys;
import retex.server.web.Words;

/** The page that takes bundles, over HTTP as a browser speaks it. */
class BundlePagesTest {

  private static final String SECRET = "a long enough secret";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int LARGE = 20_000_000; // bytes: more than any form that is held in memory
  private static final long PLENTY = 1;

  @TempDir Path folder;
  private final DeviceKey key = DeviceKey.generate(new SecureRandom());
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private ApplicationContext context = ApplicationContext.builder().build();
  private String base = "";

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_bundle_that_is_larger_than_memory_has_room_for_lands_and_nothing_else_stays()
      throws Exception {
    open(PLENTY);

    HttpResponse<String> answer = upload(token(), bundle(LARGE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("1 entries are new");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_bundle_for_which_the_disk_has_no_room_is_refused_before_a_byte_is_written()
      throws Exception {
    open(2 * Files.getFileStore(folder).getUsableSpace());

    HttpResponse<String> known = upload(token(), bundle(LARGE));
    HttpResponse<String> unknown = // how large it is is not said
        upload(token(), BodyPublishers.fromPublisher(bundle(LARGE)));

    for (HttpResponse<String> answer : List.of(known, unknown)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains(sentence("refusal.BUNDLE_DISK_FULL"));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void of_what_is_no_bundle_or_comes_from_another_site_nothing_is_written() throws Exception {
    open(PLENTY);

    HttpResponse<String> words = upload(token(), BodyPublishers.ofByteArray(new byte[LARGE]));
    HttpResponse<String> foreign = upload("not ours", bundle(LARGE));

    assertThat(words.body()).contains(sentence("refusal.BUNDLE_NOT_ONE"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(files()).isEmpty();
  }

  private void open(long reserve) throws Exception {
    context =
        ApplicationContext.builder()
            .properties(
                java.util.Map.of(
                    "retex.data",
                    folder.resolve("server").toString(),
                    "grpc.server.port",
                    "0",
                    "micronaut.server.port",
                    "-1",
                    "retex.bundle-reserve",
                    Long.toString(reserve)))
            .start();
    SomeDevices.enrol(context, key);
    context
        .getBean(Accounts.class)
        .add(new Account("adam", Set.of(Role.ADMINISTRATOR), "", "en"), SECRET, "test");
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
    client.send(
        HttpRequest.newBuilder(URI.create(base + "/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("name=adam&password=" + SECRET.replace(' ', '+')))
            .build(),
        BodyHandlers.discarding());
  }

  private String token() throws Exception {
    String page =
        client
            .send(
                HttpRequest.newBuilder(URI.create(base + "/bundles")).build(),
                BodyHandlers.ofString())
            .body();
    Matcher found = CSRF.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  private HttpResponse<String> upload(String token, BodyPublisher file) throws Exception {
    String first =
        "--limit\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
            + token
            + "\r\n--limit\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"a\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";
    return client.send(
        HttpRequest.newBuilder(URI.create(base + "/bundles"))
            .header("Content-Type", "multipart/form-data; boundary=limit")
            .header("Accept-Language", "en")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(first),
                    file,
                    BodyPublishers.ofString("\r\n--limit--\r\n")))
            .build(),
        BodyHandlers.ofString());
  }

  /** Of a laptop with one record, and files of so many bytes that no record names. */
  private BodyPublisher bundle(int bytes) throws IOException {
    var sides = new SomeSides(key);
    sides.write(1);
    var files = new SomeFiles();
    for (int left = bytes, seed = 0; left > 0; left -= 4_000_000, seed++) {
      files.add(SomeFiles.file(seed, Math.min(left, 4_000_000)));
    }
    byte[] server = context.getBean(ServerKeys.class).bundles().publicKey();
    var writing = new LaptopBundles(sides.store(), sides.inbox(), files, server, "retex-agent/1");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    Path bundle = folder.resolve("large.bundle");
    BundleFile.write(bundle, out -> writing.write(out, 1, 0, room));
    return BodyPublishers.ofFile(bundle);
  }

  private List<Path> files() throws IOException {
    Path root = folder.resolve("server").resolve("bundles");
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Without its full stop: the file's name may stand before it. */
  private static String sentence(String key) {
    String whole = Words.in("en").say(key);
    return whole.substring(0, whole.length() - 1);
  }
}
