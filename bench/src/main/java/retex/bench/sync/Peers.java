package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The same records as others send them, each over a link of its own at the same time: PouchDB's
 * replicator to a CouchDB-protocol server, and one multipart POST a record over one connection.
 * Both without TLS, which is in their favour.
 */
final class Peers {

  private final Path tools;
  private final Path work;
  private final Path corpus;

  Peers(Path tools, Path work, Path corpus) {
    this.tools = tools;
    this.work = work;
    this.corpus = corpus;
  }

  void measure(int roundTrip, int rate, double loss, ObjectNode figures) {
    installPouch();
    try (Link first = Link.open(tools, 82, roundTrip, rate, loss);
        Link second = Link.open(tools, 83, roundTrip, rate, loss)) {
      var pouch =
          CompletableFuture.supplyAsync(
              () ->
                  side(
                      first,
                      List.of("node", "pouch-server.js", first.headquarters()),
                      List.of("node", "pouch-client.js", first.headquarters(), "" + corpus),
                      work.resolve("pouch")));
      var post =
          CompletableFuture.supplyAsync(
              () ->
                  side(
                      second,
                      List.of("python3", "post.py", "serve", second.headquarters()),
                      List.of("python3", "post.py", "send", second.headquarters(), "" + corpus),
                      tools.resolve("peers")));
      figures.put("pouchBytes", pouch.join().bytes()).put("pouchSeconds", pouch.join().seconds());
      figures.put("postBytes", post.join().bytes()).put("postSeconds", post.join().seconds());
    }
  }

  private void installPouch() {
    Path pouch = work.resolve("pouch");
    try {
      Files.createDirectories(pouch);
      for (String name : List.of("package.json", "pouch-server.js", "pouch-client.js")) {
        Files.copy(tools.resolve("peers").resolve(name), pouch.resolve(name));
      }
      int code =
          new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
              .directory(pouch.toFile())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("npm.log").toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new Link.Unfit("npm install failed; see " + work.resolve("npm.log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Measured side(Link link, List<String> server, List<String> client, Path folder) {
    Process serving = null;
    try {
      serving = start(link.atHeadquarters(), server, folder);
      serving.inputReader(StandardCharsets.UTF_8).readLine(); // it says when it is ready
      Link.Counters before = link.counters();
      Process sending = start(link.atLaptop(), client, folder);
      JsonNode said =
          JsonMapper.builder()
              .build()
              .readTree(
                  new String(sending.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return new Measured(link.counters().since(before).both(), said.get("seconds").asDouble());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (serving != null) {
        serving.destroy();
      }
    }
  }

  private Process start(List<String> where, List<String> what, Path folder) throws IOException {
    var command = new ArrayList<>(where);
    command.addAll(what);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(work.resolve("peers.log").toFile())
        .start();
  }

  private record Measured(long bytes, double seconds) {}
}
