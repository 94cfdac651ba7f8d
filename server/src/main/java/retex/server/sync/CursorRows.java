package retex.server.sync;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The table {@code reference_cursor}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface CursorRows extends GenericRepository<CursorRow, String> {

  @Query(
      """
      select at, kind, items
      from reference_cursor
      where kind = :kind
        and at = :at
      """)
  Optional<CursorRow> find(String kind, String at);

  @Query(
      """
      insert into reference_cursor (kind, at, items)
      values (:kind, :at, :items)
      on conflict do nothing
      """)
  void keep(String kind, String at, String items);

  @Query(
      """
      delete from reference_cursor
      where kind = :kind
        and rowid not in (
          select rowid from reference_cursor where kind = :kind order by rowid desc limit :newest)
      """)
  int trim(String kind, int newest);
}
