package retex.agent.library;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table behind {@link Library}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface LibraryRows extends CrudRepository<LibraryRow, String> {

  List<LibraryRow> findByKindOrderByCode(String kind);
}
