package retex.agent.sync;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of what was chosen of the laptop's manners. */
@JdbcRepository(dialect = Dialect.ANSI)
interface MannersRows extends CrudRepository<MannersRow, Integer> {}
