package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import retex.contract.Entry;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.refusal.RefusedException;

/** What headquarters' store holds, read beside its programs and judged by the contract alone. */
final class Landed {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Reads a whole store, log by log in the order of their numbers. */
  Landed(Path server) {
    try (Connection connection = open(server);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "select canonical, payload from revision order by device, epoch, number")) {
        while (rows.next()) {
          entries.add(Entry.parse(rows.getBytes(1), rows.getBytes(2)));
        }
      }
      for (String table : List.of("quarantine", "tombstone", "epoch_opening")) {
        empty(statement, table);
      }
      same(statement, "record");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (RefusedException refused) {
      faults.add("an entry is not what its hash says: " + refused.refusal().toString());
    }
  }

  /** Entries that are on its disk now. */
  static long count(Path server) {
    try (Connection connection = open(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from revision")) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256 of each payload, in order. */
  List<String> payloads() {
    return entries.stream()
        .map(it -> HexFormat.of().formatHex(it.revision().payloadHash()))
        .toList();
  }

  /**
   * What is wrong: with the chain from the first number on, with the order in which {@code lines}
   * were entered, with the revisions that {@code laptop} lists. Empty where every one is there
   * once.
   */
  List<String> faults(List<String> lines, JsonNode laptop) {
    var found = new ArrayList<>(faults);
    if (entries.isEmpty()) {
      return List.of("nothing is there");
    }
    LogTip tip = LogTip.empty(entries.get(0).revision().log());
    Map<String, String> here = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      try {
        tip = LogVerifier.follow(tip, entry);
      } catch (RefusedException refused) {
        found.add("out of order: " + refused.refusal().toString());
        return found;
      }
      here.put(entry.revision().record().toString(), entry.revision().id().hex());
      if (i >= lines.size() || !reference(lines.get(i)).equals(entry.payload().reference())) {
        found.add("entry " + tip.number() + " is not the one that was entered there");
        return found;
      }
    }
    if (entries.size() != lines.size()) {
      found.add("lost: " + (lines.size() - entries.size()));
    }
    Map<String, String> there = new TreeMap<>();
    laptop.forEach(it -> there.put(it.get("id").asText(), it.get("revision").asText()));
    if (!here.equals(there)) {
      found.add("the laptop lists other revisions");
    }
    return found;
  }

  private void empty(Statement statement, String table) throws SQLException {
    try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      if (row.getLong(1) != 0) {
        faults.add(row.getLong(1) + " rows in " + table);
      }
    }
  }

  private void same(Statement statement, String table) throws SQLException {
    try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      if (row.getLong(1) != entries.size()) {
        faults.add(row.getLong(1) + " rows in " + table + " for " + entries.size() + " entries");
      }
    }
  }

  private static String reference(String line) {
    try {
      return JSON.readTree(line).get("reference").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Connection open(Path server) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + server.resolve("retex.db") + "?busy_timeout=20000");
  }
}
