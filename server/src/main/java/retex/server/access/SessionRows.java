package retex.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The sessions' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface SessionRows extends CrudRepository<SessionRow, String> {

  @Query(
      """
      delete from session
      where expires_at < :now
      """)
  void deleteExpired(long now);
}
