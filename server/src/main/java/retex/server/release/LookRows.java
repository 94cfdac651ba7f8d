package retex.server.release;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of looks: the last one at each release. */
@JdbcRepository(dialect = Dialect.ANSI)
interface LookRows extends GenericRepository<LookRow, String> {

  Optional<LookRow> findById(String release);

  /** Those that found anything. */
  @Query(
      """
      select release, ground, found, looked_at
      from release_look
      where found <> ''
      order by release
      """)
  List<LookRow> found();

  /** Releases that stand and were not looked at on this ground, the earliest first. */
  @Query(
      """
      select feedback_release.id
      from feedback_release
      left join release_look on release_look.release = feedback_release.id
      where feedback_release.state = 'APPROVED'
        and (release_look.ground is null or release_look.ground <> :ground)
      order by feedback_release.approved_at, feedback_release.id
      """)
  List<String> due(String ground);

  @Query("update release_look set found = '' where release = :release")
  void settle(String release);

  @Query(
      """
      insert into release_look (release, ground, found, looked_at)
      values (:release, :ground, :found, :at)
      on conflict (release) do update
      set ground = excluded.ground, found = excluded.found, looked_at = excluded.looked_at
      """)
  void put(String release, String ground, String found, long at);
}
