package retex.agent.library;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.exchange.ReferenceCursor;
import retex.instrument.Instruments;
import retex.refusal.RefusedException;

/**
 * What headquarters sent for this laptop: units and instruments. Before the first sync it holds the
 * instruments shipped with the product and no unit. Each change and its cursor are kept in one
 * transaction. Safe for use by several threads.
 */
@Singleton
public final class Library {

  /** The shipped set under which headquarters last sent instruments. */
  private static final String SHIPPED = "SHIPPED";

  private final LibraryRows rows;
  private final TransactionOperations<Connection> transactions;
  private final ConnectionOperations<Connection> connections;
  private final ObjectMapper json;

  private volatile Parsed parsed = Parsed.NONE;
  private volatile Named named = new Named(-1, Map.of());

  Library(
      LibraryRows rows,
      TransactionOperations<Connection> transactions,
      ConnectionOperations<Connection> connections,
      ObjectMapper json) {
    this.rows = rows;
    this.transactions = transactions;
    this.connections = connections;
    this.json = json;
  }

  /** Grows with every change that came; 0 before the first sync. */
  public long version() {
    return connections.executeRead(status -> version(status.getConnection()));
  }

  /** Without a mapper: each save asks. */
  private static long version(Connection connection) {
    try (var select = connection.prepareStatement("select content from library where id = ?")) {
      select.setString(1, LibraryRow.STATE);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Long.parseLong(row.getString(1)) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every unit, by code. */
  public List<LibraryUnit> units() {
    return rows.findByKindOrderByCode(LibraryRow.UNIT).stream()
        .map(row -> read(row.content()))
        .toList();
  }

  public Optional<LibraryUnit> unit(String code) {
    return rows.findById(LibraryRow.UNIT + ":" + code).map(row -> read(row.content()));
  }

  /** How records may name a unit of the list; one that is not in it, as it is given. */
  public List<String> writtenAs(String unit) {
    return writtenAs().getOrDefault(unit, List.of(unit));
  }

  /** The same of every unit of the list, by code; read once for each version held. */
  public Map<String, List<String>> writtenAs() {
    long version = version();
    Named last = named;
    if (last.version() != version) {
      last = new Named(version, LibraryUnit.writtenAs(units()));
      named = last;
    }
    return last.writtenAs();
  }

  /**
   * Instruments shipped with the product and those that came down, which win. Read once for each
   * version held: a form of 300 criteria takes longer to parse than to draw.
   */
  public Instruments instruments() {
    return instruments(version());
  }

  /**
   * The same where they were read before, asked over a connection on which the caller has begun a
   * transaction of its own; nothing where they must be read, which wants a connection itself.
   */
  public Optional<Instruments> instrumentsAtHand(Connection connection) {
    Parsed last = parsed;
    return last.version() == version(connection)
        ? Optional.of(last.instruments())
        : Optional.empty();
  }

  private Instruments instruments(long version) {
    Parsed last = parsed;
    if (last.version() != version) {
      last = new Parsed(version, read());
      parsed = last;
    }
    return last.instruments();
  }

  private Instruments read() {
    List<LibraryRow> received = rows.findByKindOrderByCode(LibraryRow.INSTRUMENT);
    if (received.isEmpty()) {
      return Instruments.shipped();
    }
    Map<String, String> sources = new HashMap<>(Instruments.shipped().sources());
    received.forEach(row -> sources.put(row.code(), row.content()));
    try {
      return Instruments.parse(sources);
    } catch (RefusedException newer) {
      return readable(received);
    }
  }

  /** One after another, those that can be read with what was read before; they lean on others. */
  private static Instruments readable(List<LibraryRow> received) {
    Instruments read = Instruments.shipped();
    List<LibraryRow> left = received;
    int before = left.size() + 1;
    while (left.size() < before) {
      before = left.size();
      var unread = new ArrayList<LibraryRow>();
      for (LibraryRow row : left) {
        Map<String, String> sources = new HashMap<>(read.sources());
        sources.put(row.code(), row.content());
        try {
          read = Instruments.parse(sources);
        } catch (RefusedException newer) {
          unread.add(row);
        }
      }
      left = unread;
    }
    return read;
  }

  /** References of forms that came down and that this program is too old to read. */
  public List<String> unreadable() {
    Map<String, String> sources = instruments().sources();
    return rows.findByKindOrderByCode(LibraryRow.INSTRUMENT).stream()
        .filter(row -> !row.content().equals(sources.get(row.code())))
        .map(LibraryRow::code)
        .toList();
  }

  /**
   * The cursor of one kind, as headquarters gave it; empty where nothing of the kind came. Of
   * instruments it is that of the shipped ones, until headquarters said otherwise of them: what the
   * laptop has from its own package need not cross.
   */
  public Optional<String> cursor(ReferenceKind kind) {
    boolean isShipped =
        kind == ReferenceKind.INSTRUMENT
            && !cursor(SHIPPED).equals(Optional.of(Shipped.CURSOR))
            && rows.findByKindOrderByCode(LibraryRow.INSTRUMENT).stream().allMatch(Shipped::has);
    return isShipped ? Optional.of(Shipped.CURSOR) : cursor(kind.name());
  }

  private Optional<String> cursor(String of) {
    return rows.findById(LibraryRow.CURSOR + ":" + of).map(LibraryRow::content);
  }

  /**
   * Keeps changed instruments and the new cursor. {@code whole}: they replace all that came before.
   * One that this program is too old to read is kept, too, and counts for a newer one.
   */
  public void keepInstruments(
      boolean whole, Map<String, String> changed, List<String> removed, String cursor) {
    keep(LibraryRow.INSTRUMENT, ReferenceKind.INSTRUMENT, whole, changed, removed, cursor);
  }

  /** Keeps changed units and the new cursor, in the same way. */
  public void keepUnits(
      boolean whole, List<LibraryUnit> changed, List<String> removed, String cursor) {
    Map<String, String> written = new HashMap<>();
    changed.forEach(unit -> written.put(unit.code(), write(unit)));
    keep(LibraryRow.UNIT, ReferenceKind.UNIT, whole, written, removed, cursor);
  }

  private void keep(
      String kind,
      ReferenceKind of,
      boolean whole,
      Map<String, String> changed,
      List<String> removed,
      String cursor) {
    transactions.executeWrite(
        status -> {
          if (whole) {
            rows.findByKindOrderByCode(kind).forEach(row -> rows.deleteById(row.id()));
          }
          removed.forEach(code -> rows.deleteById(kind + ":" + code));
          changed.forEach((code, content) -> put(LibraryRow.of(kind, code, content)));
          put(LibraryRow.of(LibraryRow.CURSOR, of.name(), cursor));
          if (of == ReferenceKind.INSTRUMENT) {
            put(LibraryRow.of(LibraryRow.CURSOR, SHIPPED, Shipped.CURSOR));
          }
          put(new LibraryRow(LibraryRow.STATE, "state", "version", Long.toString(version() + 1)));
          return cursor;
        });
  }

  private void put(LibraryRow row) {
    rows.deleteById(row.id());
    rows.save(row);
  }

  /** What the package brought, under the name that headquarters would give it. */
  private static final class Shipped {
    private static final Map<String, String> FILES = Instruments.shipped().sources();
    private static final String CURSOR = ReferenceCursor.ofInstruments(FILES);

    private static boolean has(LibraryRow row) {
      return row.content().equals(FILES.get(row.code()));
    }
  }

  /** The instruments of one version of the reference data. */
  private record Parsed(long version, Instruments instruments) {
    private static final Parsed NONE = new Parsed(-1, Instruments.shipped());
  }

  /** How records may name the units of one version of the reference data. */
  private record Named(long version, Map<String, List<String>> writtenAs) {}

  private LibraryUnit read(String content) {
    try {
      return json.readValue(content, LibraryUnit.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(LibraryUnit unit) {
    try {
      return json.writeValueAsString(unit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
