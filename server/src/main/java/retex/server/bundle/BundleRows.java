package retex.server.bundle;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table {@code bundle}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BundleRows extends CrudRepository<BundleRow, String> {

  List<BundleRow> listOrderByAtDesc();

  /** Of two bundles the one with the higher serial speaks for its laptop. */
  @Query(
      """
      insert into bundle (device, serial, greeting, answered, at)
      values (:device, :serial, :greeting, 0, :at)
      on conflict (device) do update
      set serial = excluded.serial, greeting = excluded.greeting, at = excluded.at
      where excluded.serial >= bundle.serial
      """)
  void greeted(String device, long serial, byte[] greeting, long at);

  @Query(
      """
      update bundle
      set answered = :serial
      where device = :device
      """)
  void answered(String device, long serial);
}
