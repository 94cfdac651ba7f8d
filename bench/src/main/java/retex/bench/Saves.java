package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import retex.deploy.LaptopVisit;
import retex.deploy.PortableImage;

/**
 * Milliseconds of saves of one remark by the page's own request, and of bare transactions: the same
 * disk, one fsync each (write-ahead log, synchronous full: the laptop's own settings), one of the
 * one after one of the other, so that whatever else the machine does meets both.
 *
 * @param rssMb the laptop's resident memory after them
 */
record Saves(List<Double> ours, List<Double> bare, double rssMb) {

  private static final int SAVES = 2_000;
  private static final int WARM_UP = 1_000; // of both: until the compilers are done
  private static final Pattern REMARK =
      Pattern.compile("<textarea[^>]* name=\"([^\"]+\\.comment)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Saves {
    ours = List.copyOf(ours);
    bare = List.copyOf(bare);
  }

  /** On a laptop that is started for it, and ended. */
  static Saves of(PortableImage image, Path work)
      throws IOException, InterruptedException, SQLException {
    int port = LaptopVisit.freePort();
    var visit = new LaptopVisit(port);
    Path folder = Files.createTempDirectory(work, "saves");
    Process process =
        image.start(work.resolve("agent.log"), visit.settings(), visit.arguments(folder));
    try (Connection plain = plain(folder)) {
      visit.awaitPage(process, "/unlock");
      visit.unlock();
      String draft = visit.begin("infantry-battalion@2");
      Matcher field = REMARK.matcher(visit.get(draft + "?section=FP"));
      if (!field.find()) {
        throw new IOException("the form has no remark");
      }
      ObjectNode change = JSON.createObjectNode().put("name", field.group(1)).put("before", "");
      try (var line = new Line(port, visit.cookies(), visit.token(draft))) {
        return of(line, draft + "/field", change, plain, process);
      }
    } finally {
      Memory.end(process);
    }
  }

  private static Saves of(
      Line line, String path, ObjectNode change, Connection plain, Process process)
      throws IOException, SQLException {
    var ours = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    try (var update = plain.prepareStatement("update draft set content = ? where id = 1")) {
      for (int i = -WARM_UP; i < SAVES; i++) {
        String text = "Observed at the second post, " + i;
        double one = line.put(path, change.put("value", text).toString());
        change.put("before", text);
        double two = transaction(plain, update, "x".repeat(2_000) + i);
        if (i >= 0) {
          ours.add(one);
          bare.add(two);
        }
      }
    }
    return new Saves(ours, bare, Memory.residentMb(process));
  }

  private static Connection plain(Path folder) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
    try (var statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      statement.execute("create table draft (id integer primary key, content text not null)");
      statement.execute("insert into draft values (1, '')");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** A statement that is kept, as the laptop keeps its own. */
  private static double transaction(Connection connection, PreparedStatement update, String text)
      throws SQLException {
    long from = System.nanoTime();
    update.setString(1, text);
    update.executeUpdate();
    connection.commit();
    return (System.nanoTime() - from) / 1e6;
  }

  double median() {
    return percentile(ours, 50);
  }

  double bareMedian() {
    return percentile(bare, 50);
  }

  double p99() {
    return percentile(ours, 99);
  }

  double bareP99() {
    return percentile(bare, 99);
  }

  static double percentile(List<Double> values, int percent) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
