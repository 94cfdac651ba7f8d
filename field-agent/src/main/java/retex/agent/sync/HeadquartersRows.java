package retex.agent.sync;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of the one server. */
@JdbcRepository(dialect = Dialect.ANSI)
interface HeadquartersRows extends CrudRepository<HeadquartersRow, Integer> {

  @Query(
      """
      update headquarters
      set letters_held = :lettersHeld, letters_check = :check
      where id = 1
      """)
  void hold(long lettersHeld, byte[] check);

  @Query(
      """
      update headquarters
      set authority = :authority, certificate = :certificate, tls_key = :tlsKey,
        bundle_key = :bundleKey
      where id = 1
      """)
  void renew(byte[] authority, byte[] certificate, byte[] tlsKey, byte[] bundleKey);

  @Query(
      """
      update headquarters
      set last_contact = :at
      where id = 1
      """)
  void contact(long at);
}
