package retex.server.device;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The tokens' table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface TokenRows extends CrudRepository<TokenRow, String> {

  @Query(
      """
      update enrolment_token
      set expires_at = :at
      where expires_at > :at
      """)
  void expire(long at);
}
