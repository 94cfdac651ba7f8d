package retex.agent.team;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Optional;

/** The table of files that go. */
@JdbcRepository(dialect = Dialect.ANSI)
interface OutgoingRows extends CrudRepository<OutgoingRow, String> {

  @Query("select exists (select 1 from team_outgoing where state = 'waiting')")
  boolean isWaiting();

  @Query("select * from team_outgoing where state = 'waiting' order by at limit 1")
  Optional<OutgoingRow> next();

  /** What became of a file, where no newer one has taken its place; its bytes go. */
  @Query(
      """
      update team_outgoing
      set state = :state, code = :code, left_out = :leftOut, content = x'', at = :at
      where file = :file
      """)
  void settle(String file, String state, String code, String leftOut, long at);
}
