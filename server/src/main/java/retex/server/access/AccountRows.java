package retex.server.access;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The accounts' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface AccountRows extends CrudRepository<AccountRow, String> {

  List<AccountRow> listOrderByName();
}
