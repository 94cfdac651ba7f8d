package retex.server.release;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The releases' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ReleaseRows extends GenericRepository<ReleaseRow, String> {

  ReleaseRow save(ReleaseRow row);

  Optional<ReleaseRow> findById(String id);

  List<ReleaseRow> listOrderByProposedAtDesc();

  List<ReleaseRow> findByState(String state);

  @Query(
      """
      update feedback_release
      set state = :state, approver = :approver, approved_at = :at
      where id = :id and state = 'PROPOSED'
      """)
  int decide(String id, String state, String approver, long at);
}
