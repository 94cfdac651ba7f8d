package retex.agent.team;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of colleagues' cards. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DeviceRows extends CrudRepository<DeviceRow, String> {

  List<DeviceRow> listOrderByDevice();
}
