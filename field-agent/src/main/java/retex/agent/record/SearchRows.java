package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Full text of records and their order. {@code state} is empty for any, else a RecordState. */
@JdbcRepository(dialect = Dialect.ANSI)
interface SearchRows extends GenericRepository<RecordRow, String> {

  // FTS5 walks its matches from the last row to the first, so that a page is read and no more.
  @Query(
      """
      select r.id, r.kind, r.instrument, r.unit, r.revision, r.epoch, r.number, r.written_at,
        r.reference, r.withdrawn, r.fate, r.remark
      from record_text t
      join record_place p on p.place = t.rowid
      join record r on r.id = p.record
      where t.record_text match :words
        and (:state = '' or :state = case
          when r.fate = 'ERASED' then 'ERASED'
          when r.withdrawn then 'WITHDRAWN'
          when r.fate <> '' then r.fate
          when r.number <= (select a.up_to from acknowledged a where a.epoch = r.epoch) then 'ACKNOWLEDGED'
          else 'SUBMITTED' end)
      order by t.rowid desc
      limit :atMost offset :skip
      """)
  List<RecordRow> matching(String words, String state, int atMost, int skip);

  @Query(
      """
      select r.id, r.kind, r.instrument, r.unit, r.revision, r.epoch, r.number, r.written_at,
        r.reference, r.withdrawn, r.fate, r.remark
      from record_place p
      join record r on r.id = p.record
      where :state = '' or :state = case
        when r.fate = 'ERASED' then 'ERASED'
          when r.withdrawn then 'WITHDRAWN'
        when r.fate <> '' then r.fate
        when r.number <= (select a.up_to from acknowledged a where a.epoch = r.epoch) then 'ACKNOWLEDGED'
        else 'SUBMITTED' end
      order by p.place desc
      limit :atMost offset :skip
      """)
  List<RecordRow> newest(String state, int atMost, int skip);

  @Query("select upto from record_text_position where id = 1")
  long position();

  @Query("update record_text_position set upto = :position where id = 1")
  void movedTo(long position);

  @Query("select coalesce(max(rowid), 0) from revision")
  long end();

  @Query("select id from revision where rowid > :position order by rowid limit :atMost")
  List<String> unread(long position, int atMost);

  @Query("select rowid from revision where id = :id")
  long positionOf(String id);

  @Query("select exists (select 1 from revision_elsewhere where record = :record)")
  boolean isWrittenElsewhere(String record);

  @Query("select exists (select 1 from record_text_behind)")
  boolean isBehind();

  @Query("select record from record_text_behind limit :atMost")
  List<String> behind(int atMost);

  @Query("delete from record_text_behind where record = :record")
  void caughtUp(String record);

  @Query("select place from record_place where record = :record")
  Optional<Long> placeOf(String record);

  @Query("insert into record_place (record) values (:record)")
  void place(String record);

  @Query("delete from record_place where record = :record")
  void displace(String record);

  @Query("select words from record_text where rowid = :place")
  String words(long place);

  @Query("delete from record_text where rowid = :place")
  void forget(long place);

  @Query("insert into record_text (rowid, words) values (:place, :words)")
  void keep(long place, String words);
}
