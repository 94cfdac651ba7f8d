package retex.agent.library;

import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import retex.instrument.Instruments;

/**
 * What headquarters sent for this laptop: units and instruments. Before the first sync it holds the
 * instruments shipped with the product and no unit. Replaced whole, in one transaction. Safe for
 * use by several threads.
 */
@Singleton
public final class Library {

  private final LibraryRows rows;
  private final TransactionOperations<Connection> transactions;
  private final ObjectMapper json;
  private final AtomicReference<Parsed> parsed = new AtomicReference<>(Parsed.NONE);

  Library(LibraryRows rows, TransactionOperations<Connection> transactions, ObjectMapper json) {
    this.rows = rows;
    this.transactions = transactions;
    this.json = json;
  }

  /** Version of the reference data held; 0 before the first sync. */
  public long version() {
    return rows.findById(LibraryRow.STATE).map(row -> Long.parseLong(row.content())).orElse(0L);
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

  /**
   * Instruments shipped with the product and those that came down, which win. Read once for each
   * version held: a form of 300 criteria takes longer to parse than to draw.
   */
  public Instruments instruments() {
    long version = version();
    return parsed
        .updateAndGet(last -> last.version() == version ? last : new Parsed(version, read()))
        .instruments();
  }

  private Instruments read() {
    List<LibraryRow> received = rows.findByKindOrderByCode(LibraryRow.INSTRUMENT);
    if (received.isEmpty()) {
      return Instruments.shipped();
    }
    Map<String, String> sources = new HashMap<>(Instruments.shipped().sources());
    received.forEach(row -> sources.put(row.code(), row.content()));
    return Instruments.parse(sources);
  }

  /**
   * Replaces everything by version {@code version}. Instruments that cannot be read are refused
   * before anything changes.
   */
  public void replace(long version, Map<String, String> instruments, List<LibraryUnit> units) {
    Map<String, String> sources = new HashMap<>(Instruments.shipped().sources());
    sources.putAll(instruments);
    Instruments.parse(sources);
    transactions.executeWrite(
        status -> {
          rows.deleteAll();
          instruments.forEach(
              (code, text) -> rows.save(LibraryRow.of(LibraryRow.INSTRUMENT, code, text)));
          for (LibraryUnit unit : units) {
            rows.save(LibraryRow.of(LibraryRow.UNIT, unit.code(), write(unit)));
          }
          rows.save(new LibraryRow(LibraryRow.STATE, "state", "version", Long.toString(version)));
          return version;
        });
  }

  /** The instruments of one version of the reference data. */
  private record Parsed(long version, Instruments instruments) {
    private static final Parsed NONE = new Parsed(-1, Instruments.shipped());
  }

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
