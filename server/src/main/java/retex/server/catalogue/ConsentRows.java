package retex.server.catalogue;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The append-only table of consents recorded and withdrawn. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ConsentRows extends GenericRepository<ConsentRow, Long> {

  ConsentRow save(ConsentRow row);

  List<ConsentRow> listOrderByNumber();

  @Query("select coalesce(max(number), 0) from consent_event")
  long last();
}
