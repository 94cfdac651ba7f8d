package retex.agent.team;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The table of files that go. */
@JdbcRepository(dialect = Dialect.ANSI)
interface OutgoingRows extends CrudRepository<OutgoingRow, String> {

  @Query("select exists (select 1 from team_outgoing where state = 'waiting')")
  boolean isWaiting();

  @Query("select * from team_outgoing where state = 'waiting' order by at limit 1")
  Optional<OutgoingRow> next();

  /** What became of one, without its bytes. */
  @Query(
      """
      select share, file, topic, x'' as content, recipients, at, state, code, left_out
      from team_outgoing
      where share = :share
      """)
  Optional<OutgoingRow> told(String share);

  @Query("select count(*) from team_outgoing where state = 'waiting'")
  long waiting();

  @Query("select coalesce(sum(length(content)), 0) from team_outgoing where state = 'waiting'")
  long waitingBytes();

  /** Headquarters has a file, where no newer one has taken its place; its bytes stay. */
  @Query(
      """
      update team_outgoing
      set state = 'posted', code = '', left_out = :leftOut, at = :at
      where file = :file
      """)
  void posted(String file, String leftOut, long at);

  /** Headquarters refused a file, where no newer one has taken its place; its bytes go. */
  @Query(
      """
      update team_outgoing
      set state = 'refused', code = :code, left_out = '', content = x'', at = :at
      where file = :file
      """)
  void refused(String file, String code, long at);

  /** What headquarters has had since a moment and could be sent again. */
  @Query(
      """
      select file
      from team_outgoing
      where state = 'posted'
      and at >= :moment
      and length(content) > 0
      order by at desc
      limit 256
      """)
  List<String> posted(long moment);

  @Query(
      """
      update team_outgoing
      set state = 'waiting', left_out = '', at = :at
      where file = :file
      and state = 'posted'
      and length(content) > 0
      """)
  void waits(String file, long at);

  @Query(
      """
      update team_outgoing
      set content = x''
      where state = 'posted'
      and at < :moment
      and length(content) > 0
      """)
  void dropBefore(long moment);
}
