package retex.server.audit;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The audit log's table. Append-only: a trigger refuses update and delete. */
@JdbcRepository(dialect = Dialect.ANSI)
interface AuditRows extends GenericRepository<AuditRow, Long> {

  AuditRow save(AuditRow row);

  @Query(
      """
      select number, at, actor, action, subject, facts, previous, hash
      from audit
      order by number desc
      limit 1
      """)
  Optional<AuditRow> last();

  @Query(
      """
      select number, at, actor, action, subject, facts, previous, hash
      from audit
      order by number desc
      limit :atMost
      """)
  List<AuditRow> latest(int atMost);

  @Query(
      """
      select number, at, actor, action, subject, facts, previous, hash
      from audit
      where action = :action
        and replace(facts, :fact, '') <> facts
      order by number
      """)
  List<AuditRow> about(String action, String fact);

  @Query(
      """
      select number, at, actor, action, subject, facts, previous, hash
      from audit
      order by number
      """)
  List<AuditRow> all();
}
