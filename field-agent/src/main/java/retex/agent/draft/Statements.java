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
      select draft, version, at, place, before, after, undone, edit
      from draft_history
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

  /** A draft whose last change stays the one that it is. */
  void update(Draft draft) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update draft
            set instrument = ?, content = ?, version = ?, changed_at = ?
            where id = ?
            """)) {
      fill(update, draft);
      update.setString(5, draft.id());
      update.executeUpdate();
    }
  }

  /** A draft with the change that made it what it is, in one row: while one types, one page. */
  void update(Draft draft, DraftChange last) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update draft
            set instrument = ?, content = ?, version = ?, changed_at = ?,
              last_at = ?, last_place = ?, last_before = ?, last_after = ?, last_undone = ?,
              last_edit = ?
            where id = ?
            """)) {
      fill(update, draft);
      update.setLong(5, last.at());
      update.setString(6, last.place());
      update.setString(7, last.before());
      update.setString(8, last.after());
      update.setInt(9, last.undone() ? 1 : 0);
      update.setLong(10, last.edit());
      update.setString(11, draft.id());
      update.executeUpdate();
    }
  }

  private static void fill(PreparedStatement update, Draft draft) throws SQLException {
    update.setString(1, draft.instrument());
    update.setString(2, draft.content());
    update.setLong(3, draft.version());
    update.setLong(4, draft.changedAt());
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

  /** Another change follows the one that lies in the draft's row, which joins those before it. */
  void joinLast(String draft) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into draft_change (draft, version, at, place, before, after, undone, edit)
            select id, version, last_at, last_place, last_before, last_after, last_undone, last_edit
            from draft
            where id = ? and last_place <> ''
            """)) {
      insert.setString(1, draft);
      insert.executeUpdate();
    }
  }

  /** A change that another followed before the draft's row was written. */
  void add(DraftChange change) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into draft_change (draft, version, at, place, before, after, undone, edit)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, change.draft());
      insert.setLong(2, change.version());
      insert.setLong(3, change.at());
      insert.setString(4, change.place());
      insert.setString(5, change.before());
      insert.setString(6, change.after());
      insert.setInt(7, change.undone() ? 1 : 0);
      insert.setLong(8, change.edit());
      insert.executeUpdate();
    }
  }

  /** Whether the act that made a draft's last change changed another field as well. */
  boolean hasOther(DraftChange last) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select exists (
              select 1 from draft_change where draft = ? and version >= ? and edit = ?)
            """)) {
      select.setString(1, last.draft());
      select.setLong(2, last.edit()); // an act is named for its first version
      select.setLong(3, last.edit());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Marks the changes of one edit as taken back, wherever they lie. */
  void takeBack(String draft, long edit) throws SQLException {
    mark("update draft_change set undone = 1 where draft = ? and edit = ?", draft, edit);
    mark("update draft set last_undone = 1 where id = ? and last_edit = ?", draft, edit);
  }

  private void mark(String sql, String draft, long edit) throws SQLException {
    try (var update = connection.prepareStatement(sql)) {
      update.setString(1, draft);
      update.setLong(2, edit);
      update.executeUpdate();
    }
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
                  row.getInt(7) == 1,
                  row.getLong(8)));
        }
      }
    }
    return changes;
  }
}
