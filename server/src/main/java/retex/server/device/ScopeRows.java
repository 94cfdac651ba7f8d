package retex.server.device;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table {@code device_scope}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ScopeRows extends CrudRepository<ScopeRow, String> {}
