package retex.agent.draft;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The table of what was changed in which draft. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DraftChanges extends CrudRepository<DraftChange, String> {

  List<DraftChange> findByDraftOrderByVersionDesc(String draft);

  @Query(
      """
      select id, draft, version, at, place, before, after, undone
      from draft_change
      where draft = :draft
      order by version desc
      limit 1
      """)
  Optional<DraftChange> last(String draft);

  @Query(
      """
      select id, draft, version, at, place, before, after, undone
      from draft_change
      where draft = :draft and undone = 0
      order by version desc
      limit 1
      """)
  Optional<DraftChange> lastStanding(String draft);
}
