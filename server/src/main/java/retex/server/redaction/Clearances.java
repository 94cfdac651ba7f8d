package retex.server.redaction;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Set;

/** The table of clearances. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Clearances extends CrudRepository<Clearance, String> {

  /** Revisions whose clearance nobody took back. */
  @Query("select revision from redaction_clearance where undone_at = 0")
  Set<String> standing();

  /**
   * How many revisions of these records were cleared at that time or later, if only for a while.
   */
  @Query("select count(*) from redaction_clearance where record in (:records) and at >= :since")
  long since(List<String> records, long since);
}
