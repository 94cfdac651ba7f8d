package retex.agent.record;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of acknowledgements. */
@JdbcRepository(dialect = Dialect.ANSI)
interface AcknowledgedRows extends CrudRepository<AcknowledgedRow, Integer> {}
