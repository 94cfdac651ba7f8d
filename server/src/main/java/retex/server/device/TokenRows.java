package retex.server.device;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The tokens' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface TokenRows extends CrudRepository<TokenRow, String> {}
