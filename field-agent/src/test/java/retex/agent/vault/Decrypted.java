package retex.agent.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What whoever has the key could read under a data folder: every byte, free pages and copies. */
public final class Decrypted {

  private Decrypted() {}

  /** Files in which a text stands, in UTF-8; database files as they are without encryption. */
  public static List<String> holding(Vault vault, Path folder, String text, Path work)
      throws IOException, SQLException {
    byte[] key = vault.dataKey();
    var found = new ArrayList<String>();
    for (Path file : files(folder)) {
      byte[] bytes =
          file.toString().endsWith(".db") ? plain(file, key, work) : Files.readAllBytes(file);
      String all = new String(bytes, StandardCharsets.ISO_8859_1);
      String needle =
          new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      if (all.toLowerCase(java.util.Locale.ROOT)
          .contains(needle.toLowerCase(java.util.Locale.ROOT))) {
        found.add(folder.relativize(file).toString());
      }
    }
    return found;
  }

  private static byte[] plain(Path store, byte[] key, Path work) throws IOException, SQLException {
    Path copy = work.resolve("plain.db");
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(work.resolve("plain.db" + ending));
    }
    Files.copy(store, copy);
    Path log = store.resolveSibling(store.getFileName() + "-wal");
    if (Files.exists(log)) {
      Files.copy(log, work.resolve("plain.db-wal"));
    }
    Path pages = work.resolve("pages.db");
    Files.deleteIfExists(pages);
    try (Connection connection = new EncryptedConnections(copy, key).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("backup to " + pages); // page by page; a new key would tidy them up
    }
    return Files.readAllBytes(pages);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(it -> !it.toString().endsWith("-wal") && !it.toString().endsWith("-shm"))
          .toList();
    }
  }
}
