package retex.server.feedback;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The table of drawn feedbacks. */
@JdbcRepository(dialect = Dialect.ANSI)
interface FeedbackRows extends CrudRepository<FeedbackRow, String> {

  List<FeedbackRow> findByProviderOrderByDrawnAtDesc(String provider);

  Optional<FeedbackRow> findByIdAndProvider(String id, String provider);

  Optional<FeedbackRow> findByRelease(String release);

  boolean existsByBlob(String blob);

  /** Only the first time counts. */
  @Query("update feedback set given_at = :at where id = :id and given_at = 0")
  void give(String id, long at);
}
