package retex.server.feedback;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of files that are held back. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HoldRows extends GenericRepository<HoldRow, String> {

  Optional<HoldRow> findById(String release);

  boolean existsById(String release);

  List<HoldRow> findAll();

  @Query("select release from feedback_hold")
  List<String> releases();

  /** The newer reason stays. */
  @Query(
      """
      insert into feedback_hold (release, faults, held_at)
      values (:release, :faults, :at)
      on conflict (release) do update
      set faults = excluded.faults, held_at = excluded.held_at
      """)
  void put(String release, String faults, long at);

  /** Only as it was read: another server may have held it back anew. */
  @Query(
      """
      delete from feedback_hold
      where release = :release and faults = :faults and held_at = :at
      """)
  int lift(String release, String faults, long at);
}
