package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The projection's table. */
@JdbcRepository(dialect = Dialect.ANSI)
interface RecordRows extends CrudRepository<RecordRow, String> {

  List<RecordRow> listOrderByNumberDesc();

  List<RecordRow> findByUnitInAndKindOrderByNumberDesc(List<String> units, String kind);

  List<RecordRow> findByKindOrderByNumberDesc(String kind);

  Optional<RecordRow> findFirstByKindOrderByNumberDesc(String kind);

  @Query("update record set fate = '', remark = '' where fate not in ('', 'CONFLICT', 'ERASED')")
  void unjudge();

  Optional<RecordRow> findByReference(String reference);
}
