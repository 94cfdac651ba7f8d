package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables {@code revision_elsewhere} and {@code revision_elsewhere_cursor}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ElsewhereRows extends CrudRepository<ElsewhereRow, String> {

  List<ElsewhereRow> findByRecordOrderById(String record);

  boolean existsByRecord(String record);

  /** Evaluations that were neither withdrawn nor erased, as each says now; to be closed. */
  @Query(
      """
      select v.id, v.record, v.canonical, v.payload
      from record r
      join revision_elsewhere v on v.id = r.revision
      where r.kind = 'EVALUATION' and not r.withdrawn and r.fate <> 'ERASED'
      """)
  Stream<ElsewhereRow> evaluations();

  /** Its words are read anew before the next search. */
  @Query("insert or ignore into record_text_behind (record) values (:record)")
  void leaveBehind(String record);

  @Query("select at from revision_elsewhere_cursor where id = 1")
  Optional<String> cursor();

  @Query("insert or replace into revision_elsewhere_cursor (id, at) values (1, :at)")
  void moveTo(String at);
}
