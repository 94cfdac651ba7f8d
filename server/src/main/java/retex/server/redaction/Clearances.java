package retex.server.redaction;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of clearances. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Clearances extends CrudRepository<Clearance, String> {}
