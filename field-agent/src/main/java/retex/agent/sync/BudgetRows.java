package retex.agent.sync;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of the one budget. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BudgetRows extends CrudRepository<BudgetRow, Integer> {}
