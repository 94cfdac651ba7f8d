package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The projections {@code record} and {@code learnt_name}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface RecordRows extends GenericRepository<RecordRow, String> {

  void save(RecordRow row);

  void update(RecordRow row);

  void deleteAll();

  Optional<RecordRow> findById(String id);

  List<RecordRow> listOrderByReceivedAtDescAndId();

  @Query(
      """
      insert into learnt_name (kind, name)
      values (:kind, :name)
      on conflict do nothing
      """)
  void learn(String kind, String name);

  @Query("delete from learnt_name")
  void forgetNames();

  @Query(
      """
      select name
      from learnt_name
      where kind = :kind
      order by name
      """)
  List<String> learnt(String kind);
}
