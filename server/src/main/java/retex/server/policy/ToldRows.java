package retex.server.policy;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The append-only table of figures told. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ToldRows extends GenericRepository<ToldRow, Long> {

  ToldRow save(ToldRow row);

  List<ToldRow> findBySubjectOrderByNumber(String subject);

  @Query("select coalesce(max(number), 0) from told_figure")
  long last();
}
