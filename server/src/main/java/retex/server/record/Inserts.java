package retex.server.record;

import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The inserts that every entry costs, as JDBC batches in the caller's transaction. Through the data
 * layer they took most of an ingest's time ({@code bench ingest}).
 */
@Singleton
final class Inserts {

  private static final String REVISION =
      """
      insert into revision (id, record, device, epoch, number, canonical, payload, received_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String RECORD =
      """
      insert into record (
        id, kind, current, device, epoch, number, author, instrument,
        unit_code, unit_name, unit_type, unit_state, unit_mission,
        rotation, language, classification, from_day, to_day, reference,
        written_at, received_at, withdrawn, quarantine_code, quarantine_place, revisions,
        heads, parted)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;
  private static final String LEARNT_NAME =
      """
      insert into learnt_name (kind, name)
      values (?, ?)
      on conflict do nothing
      """;

  private final ConnectionOperations<Connection> connections;

  Inserts(ConnectionOperations<Connection> connections) {
    this.connections = connections;
  }

  void revisions(Collection<RevisionRow> rows) {
    batch(
        REVISION,
        rows,
        it ->
            new Object[] {
              it.id(),
              it.record(),
              it.device(),
              it.epoch(),
              it.number(),
              it.canonical(),
              it.payload(),
              it.receivedAt()
            });
  }

  /** The ids of those that were there before, and were left as they are. */
  Set<String> records(List<RecordRow> rows) {
    int[] inserted =
        batch(
            RECORD,
            rows,
            it ->
                new Object[] {
                  it.id(),
                  it.kind(),
                  it.current(),
                  it.device(),
                  it.epoch(),
                  it.number(),
                  it.author(),
                  it.instrument(),
                  it.unitCode(),
                  it.unitName(),
                  it.unitType(),
                  it.unitState(),
                  it.unitMission(),
                  it.rotation(),
                  it.language(),
                  it.classification(),
                  it.fromDay(),
                  it.toDay(),
                  it.reference(),
                  it.writtenAt(),
                  it.receivedAt(),
                  it.withdrawn(),
                  it.quarantineCode(),
                  it.quarantinePlace(),
                  it.revisions(),
                  it.heads(),
                  it.parted()
                });
    var there = new HashSet<String>();
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 0) {
        there.add(rows.get(i).id());
      }
    }
    return there;
  }

  void learntNames(Collection<LearntNameRow> rows) {
    batch(LEARNT_NAME, rows, it -> new Object[] {it.kind(), it.name()});
  }

  private <T> int[] batch(
      String sql, Collection<T> rows, java.util.function.Function<T, Object[]> columns) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    Connection connection = connections.getConnectionStatus().getConnection();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        Object[] values = columns.apply(row);
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e); // without the statement's values
    }
  }
}
