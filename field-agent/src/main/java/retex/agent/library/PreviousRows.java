package retex.agent.library;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table behind {@link Previous}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PreviousRows extends CrudRepository<PreviousRow, String> {

  List<PreviousRow> findByUnitOrderByEndedDesc(String unit);
}
