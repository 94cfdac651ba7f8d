package retex.server.review;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table {@code unit_mapping}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface UnitMappings extends GenericRepository<UnitMapping, String> {

  @Query(
      """
      insert into unit_mapping (record, written, unit, actor, at)
      values (:record, :written, :unit, :actor, :at)
      on conflict (record) do update
      set written = excluded.written, unit = excluded.unit, actor = excluded.actor, at = excluded.at
      """)
  void put(String record, String written, String unit, String actor, long at);

  @Query("delete from unit_mapping where record = :record")
  void forget(String record);

  Optional<UnitMapping> findById(String record);

  List<UnitMapping> findAll();
}
