package retex.agent.bundle;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import retex.agent.vault.Vault;
import retex.bundle.BundleFile;

/** Where the page writes bundles to be saved from it, and puts what a browser sends. */
@Singleton
final class Outgoing {

  private final Path folder;
  private final Bundles bundles;

  Outgoing(Vault vault, Bundles bundles) {
    this.folder = vault.folder().resolve("bundles");
    this.bundles = bundles;
  }

  /** Writes what waits anew; what was written before goes away. */
  synchronized Bundles.Exported export(long most, boolean recordsOnly) {
    files().forEach(this::remove);
    return bundles.export(place("out"), new Bundles.Order(most, false, recordsOnly));
  }

  /** The files that can be saved. */
  List<Path> files() {
    Path place = place("out");
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(it -> it.toString().endsWith(".bundle")).sorted().toList();
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }

  Path upload() {
    return place("in").resolve(UUID.randomUUID() + ".bundle");
  }

  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  private Path place(String name) {
    Path place = folder.resolve(name);
    try {
      return Files.createDirectories(place);
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }
}
