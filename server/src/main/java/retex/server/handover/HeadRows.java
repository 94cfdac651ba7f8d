package retex.server.handover;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The table of signed heads in quarantine. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HeadRows extends GenericRepository<HeadRow, String> {

  void save(HeadRow row);

  @Query(
      """
      select revision, device, epoch, number, signature
      from hand_over_head
      where device = :device
      order by epoch, number
      """)
  List<HeadRow> of(String device);

  @Query("delete from hand_over_head where device = :device")
  int forget(String device);
}
