package retex.agent.bundle;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table {@code bundle_file}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BundleFileRows extends CrudRepository<BundleFileRow, String> {

  @Query(
      """
      update bundle_file
      set exported = 0
      """)
  void restart();

  @Query(
      """
      insert into bundle_file (sha256, there, exported)
      values (:sha256, 0, :upTo)
      on conflict (sha256) do update
      set exported = excluded.exported
      """)
  void exported(String sha256, int upTo);

  @Query(
      """
      insert or replace into bundle_file (sha256, there, exported)
      values (:sha256, :there, :exported)
      """)
  void put(String sha256, int there, int exported);
}
