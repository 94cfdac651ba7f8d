package retex.agent.record;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of openings. */
@JdbcRepository(dialect = Dialect.ANSI)
interface EpochOpeningRows extends CrudRepository<EpochOpeningRow, Integer> {}
