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

  void updateAll(List<RecordRow> rows);

  void deleteAll();

  Optional<RecordRow> findById(String id);

  List<RecordRow> findByIdIn(List<String> ids);

  List<RecordRow> listOrderByReceivedAtDescAndId();

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

  /** Grows with every name that is learnt; smaller only after an erasure, or made again. */
  @Query("select count(*) from learnt_name")
  long countNames();

  @Query("select count(*) from tombstone")
  long countTombstones();

  @Query(
      """
      insert into record_attachment (revision, record, device, sha256, size, media_type)
      values (:revision, :record, :device, :sha256, :size, :mediaType)
      on conflict do nothing
      """)
  void attach(
      String revision, String record, String device, String sha256, int size, String mediaType);

  @Query("delete from record_attachment")
  void forgetAttachments();

  @Query("select version from projection where name = 'record'")
  int version();

  @Query("update projection set version = :version where name = 'record'")
  void made(int version);
}
