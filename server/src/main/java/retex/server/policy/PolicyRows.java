package retex.server.policy;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The append-only table of versions. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PolicyRows extends GenericRepository<PolicyRow, Long> {

  PolicyRow save(PolicyRow row);

  List<PolicyRow> listOrderByNumber();

  @Query("select coalesce(max(number), 0) from policy_version")
  long newest();
}
