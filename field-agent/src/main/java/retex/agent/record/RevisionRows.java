package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The log's table. Append-only: a trigger refuses update and delete. */
@JdbcRepository(dialect = Dialect.ANSI)
interface RevisionRows extends GenericRepository<RevisionRow, String> {

  RevisionRow save(RevisionRow row);

  Optional<RevisionRow> findById(String id);

  List<RevisionRow> findByRecordOrderByEpochAndNumber(String record);

  @Query(
      """
      select id, epoch, number, record, canonical, payload
      from revision
      where epoch = :epoch
      order by number desc
      limit 1
      """)
  Optional<RevisionRow> last(int epoch);

  @Query(
      """
      select id, epoch, number, record, canonical, payload
      from revision
      where epoch = :epoch and number > :after
      order by number
      limit :atMost
      """)
  List<RevisionRow> after(int epoch, long after, int atMost);

  @Query(
      """
      select id
      from revision
      where epoch = :epoch and number = :number
      """)
  Optional<String> at(int epoch, long number);

  /** Evaluations that were neither withdrawn nor erased, as each says now; to be closed. */
  @Query(
      """
      select v.id, v.epoch, v.number, v.record, v.canonical, v.payload
      from record r
      join revision v on v.id = r.revision
      where r.kind = 'EVALUATION' and not r.withdrawn and r.fate <> 'ERASED'
      """)
  Stream<RevisionRow> evaluations();

  /** Notes that a revision names a file; naming it twice, for two criteria, is once. */
  @Query(
      """
      insert or ignore into record_attachment (revision, sha256, size, epoch, number)
      values (:revision, :sha256, :size, :epoch, :number)
      """)
  void name(String revision, String sha256, int size, int epoch, long number);

  /** A file that a later revision names is offered again, whatever became of it before. */
  @Query("delete from attachment_delivery where sha256 = :sha256 and fate <> 'kept'")
  void offerAgain(String sha256);

  @Query("select distinct sha256 from record_attachment")
  List<String> named();

  @Query("delete from attachment_delivery")
  void forgetDeliveries();
}
