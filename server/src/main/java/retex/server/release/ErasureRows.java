package retex.server.release;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of requests. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ErasureRows extends GenericRepository<ErasureRow, String> {

  void save(ErasureRow row);

  List<ErasureRow> listOrderByAskedAtDesc();

  Optional<ErasureRow> findByRecordAndState(String record, String state);

  @Query(
      """
      update erasure_request
      set state = :state, decider = :decider, decided_at = :at
      where id = :id and state = 'ASKED'
      """)
  int decide(String id, String state, String decider, long at);
}
