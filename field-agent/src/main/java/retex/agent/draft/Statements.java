package retex.agent.draft;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every keystroke costs: the few statements of a save, on the transaction's own connection.
 * Without a mapper, which took longer around these statements than the disk takes to keep them:
 * {@code docs/decisions/010-a-save-without-a-mapper.md}.
 */
final class Statements {

  private static final String CHANGES =
      """
      select draft, version, at, place, before, after, undone
      from draft_change
      where draft = ?
      """;
  private static final String LAST = CHANGES + "order by version desc limit 1";
  private static final String LAST_STANDING =
      CHANGES + "and undone = 0 order by version desc limit 1";

  private final Connection connection;

  Statements(Connection connection) {
    this.connection = connection;
  }

  Optional<Draft> draft(String id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select id, kind, instrument, record, parent, content, version, changed_at
            from draft
            where id = ?
            """)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Draft(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getLong(7),
                    row.getLong(8)))
            : Optional.empty();
      }
    }
  }

  void update(Draft draft) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update draft
            set instrument = ?, content = ?, version = ?, changed_at = ?
            where id = ?
            """)) {
      update.setString(1, draft.instrument());
      update.setString(2, draft.content());
      update.setLong(3, draft.version());
      update.setLong(4, draft.changedAt());
      update.setString(5, draft.id());
      update.executeUpdate();
    }
  }

  /** The last change first. */
  List<DraftChange> changes(String draft) throws SQLException {
    return read(CHANGES + "order by version desc", draft);
  }

  Optional<DraftChange> last(String draft) throws SQLException {
    return first(read(LAST, draft));
  }

  Optional<DraftChange> lastStanding(String draft) throws SQLException {
    return first(read(LAST_STANDING, draft));
  }

  void add(DraftChange change) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into draft_change (version, at, place, before, after, undone, draft)
            values (?, ?, ?, ?, ?, ?, ?)
            """)) {
      fill(insert, change);
      insert.executeUpdate();
    }
  }

  /** Puts a change in the place of the one that made {@code version}. */
  void replace(long version, DraftChange change) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update draft_change
            set version = ?, at = ?, place = ?, before = ?, after = ?, undone = ?
            where draft = ? and version = ?
            """)) {
      fill(update, change);
      update.setLong(8, version);
      update.executeUpdate();
    }
  }

  private static void fill(PreparedStatement statement, DraftChange change) throws SQLException {
    statement.setLong(1, change.version());
    statement.setLong(2, change.at());
    statement.setString(3, change.place());
    statement.setString(4, change.before());
    statement.setString(5, change.after());
    statement.setInt(6, change.undone() ? 1 : 0);
    statement.setString(7, change.draft());
  }

  private static Optional<DraftChange> first(List<DraftChange> changes) {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(0));
  }

  private List<DraftChange> read(String sql, String draft) throws SQLException {
    var changes = new ArrayList<DraftChange>();
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, draft);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          changes.add(
              new DraftChange(
                  row.getString(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getInt(7) == 1));
        }
      }
    }
    return changes;
  }
}
