package retex.agent.bundle;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table {@code bundle}, of one row. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BundleRows extends CrudRepository<BundleRow, Integer> {

  /**
   * The next serial: higher than the last one and than that of any answer that was taken, and not
   * below {@code least}.
   */
  @Query(
      """
      update bundle
      set made = max(made + 1, heard + 1, :least)
      where id = 1
      """)
  void make(long least);

  @Query(
      """
      update bundle
      set epoch = :epoch, exported = :upTo
      where id = 1
      """)
  void exported(int epoch, long upTo);

  @Query(
      """
      update bundle
      set heard = :serial
      where id = 1
      """)
  void heard(long serial);
}
