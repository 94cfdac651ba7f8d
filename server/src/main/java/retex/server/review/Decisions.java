package retex.server.review;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table {@code review_decision}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Decisions extends GenericRepository<Decision, String> {

  void save(Decision decision);

  Optional<Decision> findById(String revision);

  List<Decision> findByRecordOrderByAt(String record);

  /** Grows with each decision. */
  @Query("select coalesce(max(rowid), 0) from review_decision")
  long last();

  /** Those on the newest revision of their record. */
  @Query(
      """
      select d.revision, d.record, d.decision, d.remark, d.actor, d.at
      from review_decision d
      join record r on r.current = d.revision
      """)
  List<Decision> standing();
}
