package retex.server.finding;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The append-only table of decisions. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DecisionRows extends GenericRepository<DecisionRow, String> {

  DecisionRow save(DecisionRow row);

  List<DecisionRow> findByRevisionOrderByAtAscAndIdAsc(String revision);
}
