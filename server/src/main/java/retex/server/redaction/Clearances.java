package retex.server.redaction;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Set;

/** The table of clearances. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Clearances extends CrudRepository<Clearance, String> {

  /** Revisions whose clearance nobody took back. */
  @Query("select revision from redaction_clearance where undone_at = 0")
  Set<String> standing();
}
