package retex.server.catalogue;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The tables of reference data. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ItemRows extends GenericRepository<ItemRow, String> {

  @Query(
      """
      select kind, code, content
      from reference_item
      order by kind, code
      """)
  List<ItemRow> all();

  @Query(
      """
      insert into reference_item (kind, code, content)
      values (:kind, :code, :content)
      on conflict (kind, code) do update set content = excluded.content
      """)
  void put(String kind, String code, String content);

  @Query(
      """
      insert into former_name (kind, name)
      values (:kind, :name)
      on conflict (kind, name) do nothing
      """)
  void keep(String kind, String name);

  @Query("select kind, name from former_name order by kind, name")
  List<FormerName> former();

  /** Names that are protected no longer. */
  @Query("select name from name_withdrawal where state = 'DONE'")
  List<String> withdrawn();

  @Query("select version from catalogue_version")
  long version();

  @Query("select instruments from catalogue_version")
  String instruments();

  @Query("update catalogue_version set version = version + 1, instruments = :instruments")
  void grow(String instruments);
}
