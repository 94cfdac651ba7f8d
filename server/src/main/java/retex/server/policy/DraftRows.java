package retex.server.policy;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of drafts. A decision names the state before, so that one of two wins. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DraftRows extends GenericRepository<DraftRow, String> {

  DraftRow save(DraftRow row);

  Optional<DraftRow> findById(String id);

  List<DraftRow> listOrderByDraftedAtDesc();

  @Query(
      """
      update policy_draft
      set state = :state, decider = :decider, decided_at = :at
      where id = :id and state = 'OPEN'
      """)
  int decide(String id, String state, String decider, long at);
}
