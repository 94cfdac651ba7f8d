package retex.server.device;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The devices' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DeviceRows extends CrudRepository<DeviceRow, String> {

  List<DeviceRow> listOrderByEnrolledAt();

  @Query(
      """
      update device
      set last_contact = :at, backlog = :backlog, version = :version
      where id = :id
      """)
  void contact(String id, long at, long backlog, String version);

  @Query(
      """
      update device
      set certified_until = :until
      where id = :id
      """)
  void certify(String id, long until);

  @Query(
      """
      update device
      set revoked = true
      where id = :id
      """)
  void revoke(String id);
}
