package retex.agent.team;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The one row with this laptop's name. */
@JdbcRepository(dialect = Dialect.ANSI)
interface SelfRows extends CrudRepository<SelfRow, Integer> {}
