package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The heads' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HeadRows extends GenericRepository<HeadRow, String> {

  HeadRow save(HeadRow row);

  @Query(
      """
      select revision, epoch, number, signature
      from head
      where epoch = :epoch and number between :from and :to
      order by number
      """)
  List<HeadRow> between(int epoch, long from, long to);
}
