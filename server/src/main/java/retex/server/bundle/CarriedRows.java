package retex.server.bundle;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The table {@code bundle_carried}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface CarriedRows extends GenericRepository<CarriedRow, String> {

  @Query(
      """
      insert into bundle_carried (courier, bundle, device, at)
      values (:courier, :bundle, :device, :at)
      on conflict (courier, bundle) do update
      set device = excluded.device, at = excluded.at
      """)
  void landed(String courier, String bundle, String device, long at);

  @Query("select device from bundle_carried where courier = :courier and bundle = :bundle")
  Optional<String> deviceOf(String courier, String bundle);

  @Query("delete from bundle_carried where at < :before")
  void forget(long before);
}
