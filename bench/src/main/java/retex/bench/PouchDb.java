package retex.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import retex.deploy.LaptopVisit;

/** PouchDB on Node with one page that reads a document; what others build such a laptop on. */
final class PouchDb {

  private static final String VERSION = "9.0.0";
  private static final String SERVER =
      """
      const http = require("http");
      const PouchDB = require("pouchdb");
      const db = new PouchDB("records");
      db.get("first").catch(() => db.put({ _id: "first", text: "Hello" })).then(() =>
        http.createServer(async (request, response) => {
          const first = await db.get("first");
          response.setHeader("Content-Type", "text/html");
          response.end("<!DOCTYPE html><title>Pouch</title><p>" + first.text + "</p>");
        }).listen(Number(process.argv[2]), "127.0.0.1"));
      """;

  private final Path folder;
  private final String why;

  private PouchDb(Path folder, String why) {
    this.folder = folder;
    this.why = why;
  }

  /** Why it is not measured; empty where it is. */
  String why() {
    return why;
  }

  static PouchDb install(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("pouchdb"));
    Files.writeString(folder.resolve("server.js"), SERVER);
    Files.writeString(folder.resolve("package.json"), "{\"private\": true}\n");
    try {
      Process npm =
          new ProcessBuilder("npm", "install", "--silent", "--no-audit", "pouchdb@" + VERSION)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean done = npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
      return new PouchDb(folder, done ? "" : "npm did not install it. " + said.strip());
    } catch (IOException e) {
      return new PouchDb(folder, "npm is not on this machine");
    }
  }

  void start(List<Double> ready, List<Double> rss) throws IOException, InterruptedException {
    if (!why.isEmpty()) {
      return;
    }
    int port = LaptopVisit.freePort();
    Process process =
        new ProcessBuilder("node", "server.js", Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      Duration took = new LaptopVisit(port).awaitPage(process, "/");
      ready.add(took.toNanos() / 1e9);
      rss.add(Memory.residentMb(process));
    } finally {
      Memory.end(process);
    }
  }
}
