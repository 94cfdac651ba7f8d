package retex.server.record;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * All names of a kind in one statement: most are known, and each of its own cost as much as a new
   * one.
   */
  private static final String LEARNT_NAMES_SQLITE =
      """
      insert into learnt_name (kind, name)
      select ?, value
      from json_each(?)
      where true
      on conflict do nothing
      """;

  private static final String LEARNT_NAMES_POSTGRESQL =
      """
      insert into learnt_name (kind, name)
      select cast(? as text), name
      from json_array_elements_text(cast(? as json)) as given (name)
      on conflict do nothing
      """;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConnectionOperations<Connection> connections;
  private final String learntNames;

  Inserts(
      ConnectionOperations<Connection> connections,
      @Property(name = "retex.database") String database) {
    this.connections = connections;
    this.learntNames = database.equals("sqlite") ? LEARNT_NAMES_SQLITE : LEARNT_NAMES_POSTGRESQL;
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

  /** Names by kind; those that are known are left alone. */
  void learntNames(Map<String, Set<String>> names) {
    batch(learntNames, names.entrySet(), it -> new Object[] {it.getKey(), array(it.getValue())});
  }

  private static String array(Set<String> names) {
    ArrayNode array = JSON.createArrayNode();
    names.forEach(array::add);
    return array.toString();
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
