package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The append-only table {@code head}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HeadRows extends GenericRepository<HeadRow, Long> {

  void save(HeadRow row);

  @Query(
      """
      select device, epoch, number, revision, signature
      from head
      where device = :device
        and epoch = :epoch
      order by number
      """)
  List<HeadRow> ofLog(String device, int epoch);

  @Query(
      """
      select count(*)
      from head
      where device = :device
        and epoch = :epoch
        and number = :number
      """)
  long count(String device, int epoch, long number);
}
