package retex.server.device;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The table of revocations. */
@JdbcRepository(dialect = Dialect.ANSI)
interface RevocationRows extends GenericRepository<RevocationRow, String> {

  void save(RevocationRow row);

  Optional<RevocationRow> findByDevice(String device);

  @Query(
      """
      update revocation
      set kind = 'STOLEN', reason = :reason, actor = :actor, at = :at
      where device = :device
        and kind = 'HAND_OVER'
      """)
  int escalate(String device, String reason, String actor, long at);

  @Query(
      """
      update revocation
      set ordered_at = :at
      where device = :device
        and ordered_at = 0
      """)
  int ordered(String device, long at);

  @Query(
      """
      update revocation
      set destroyed_at = :at
      where device = :device
        and ordered_at > 0
        and destroyed_at = 0
      """)
  int destroyed(String device, long at);
}
