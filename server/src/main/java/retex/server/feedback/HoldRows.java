package retex.server.feedback;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of files that are held back. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HoldRows extends CrudRepository<HoldRow, String> {}
