package retex.agent.vault;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The one row that holds the device's key. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DeviceKeys extends CrudRepository<DeviceKeyRow, Integer> {}
