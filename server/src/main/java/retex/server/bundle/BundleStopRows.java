package retex.server.bundle;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The tables {@code bundle_stop} and {@code bundle_file_refused}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BundleStopRows extends GenericRepository<BundleStopRow, String> {

  Optional<BundleStopRow> findById(String device);

  @Query(
      """
      insert into bundle_stop (device, epoch, held, number, code)
      values (:device, :epoch, :held, :number, :code)
      on conflict (device) do update
      set epoch = excluded.epoch, held = excluded.held,
        number = excluded.number, code = excluded.code
      """)
  void stop(String device, int epoch, long held, long number, int code);

  @Query("delete from bundle_stop where device = :device")
  void goOn(String device);

  @Query(
      """
      insert into bundle_file_refused (device, sha256, code)
      values (:device, :sha256, :code)
      on conflict (device, sha256) do update
      set code = excluded.code
      """)
  void refuse(String device, String sha256, int code);

  @Query("delete from bundle_file_refused where device = :device and sha256 = :sha256")
  void take(String device, String sha256);

  @Query(
      """
      select sha256 as file, code
      from bundle_file_refused
      where device = :device
      """)
  List<RefusedFileRow> refused(String device);
}
