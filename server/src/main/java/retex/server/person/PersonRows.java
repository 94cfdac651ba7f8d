package retex.server.person;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of certificates. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PersonRows extends CrudRepository<PersonRow, String> {

  List<PersonRow> listOrderByIssuedAt();

  List<PersonRow> findByPersonKey(String personKey);

  @Query(
      """
      update person_certificate
      set revoked_at = :at
      where person_key = :key and revoked_at = 0
      """)
  long revoke(String key, long at);
}
