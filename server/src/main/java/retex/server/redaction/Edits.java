package retex.server.redaction;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of corrections. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Edits extends CrudRepository<Edit, String> {

  List<Edit> findByRevisionOrderByAt(String revision);

  void deleteByRevision(String revision);
}
