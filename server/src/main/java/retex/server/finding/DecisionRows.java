package retex.server.finding;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Set;

/** The append-only table of decisions. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DecisionRows extends GenericRepository<DecisionRow, String> {

  DecisionRow save(DecisionRow row);

  List<DecisionRow> findByRevisionOrderByAtAscAndIdAsc(String revision);

  List<DecisionRow> findByRevisionInOrderByAtAscAndIdAsc(List<String> revisions);

  /** In which revisions anything was decided after a time. */
  @Query("select distinct revision from finding_decision where at > :since")
  Set<String> revisionsSince(long since);
}
