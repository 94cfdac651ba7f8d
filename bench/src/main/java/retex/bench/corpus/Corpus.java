package retex.bench.corpus;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The records that are sent, and the smallest that they become in one piece. */
public final class Corpus {

  static final int RECORDS = 1_000;
  private static final int UNITS = 40;

  private Corpus() {}

  /** Writes the records of {@code seed} as JSON lines. */
  public static Path write(Path tools, Path work, int records, int seed) {
    Path file = work.resolve("corpus-" + records + "-" + seed + ".jsonl");
    try {
      int code =
          new ProcessBuilder(
                  "python3",
                  tools.resolve("corpus.py").toString(),
                  "--records",
                  Integer.toString(records),
                  "--seed",
                  Integer.toString(seed))
              .redirectOutput(file.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("corpus.py ended with " + code);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The reference data that the records speak of. */
  public static Path reference(Path work) {
    var json = new StringBuilder("{\"states\":[{\"code\":\"ELD\",\"names\":[\"Eldoria\"]}],");
    json.append("\"missions\":[{\"code\":\"MINELD\",\"names\":[\"MINELD\"]}],\"units\":[");
    for (int i = 0; i < UNITS; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              String.format(
                  "{\"code\":\"U-%03d\",\"type\":\"infantry-battalion\",\"state\":\"ELD\","
                      + "\"mission\":\"MINELD\",\"names\":[\"ELDBATT-%d\"]}",
                  i, i));
    }
    try {
      return Files.writeString(work.resolve("reference.json"), json.append("]}").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Size of one zstd -19 file of the JSON lines. */
  public static long compressed(Path lines) {
    try {
      return Zstd.compress(Files.readAllBytes(lines), 19).length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of the payloads' canonical bytes, each with its length before it. */
  public static long compressedPayloads(Path serverData) {
    var all = new ByteArrayOutputStream();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + serverData.resolve("retex.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select payload from revision order by position")) {
      while (rows.next()) {
        byte[] payload = rows.getBytes(1);
        for (int rest = payload.length; ; rest >>>= 7) {
          all.write(rest > 127 ? rest & 127 | 128 : rest);
          if (rest <= 127) {
            break;
          }
        }
        all.writeBytes(payload);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Zstd.compress(all.toByteArray(), 19).length;
  }
}
