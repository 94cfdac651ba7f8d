package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The append-only tables {@code revision} and {@code quarantine}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface RevisionRows extends GenericRepository<RevisionRow, String> {

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where id = :id
      """)
  Optional<RevisionRow> find(String id);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where device = :device
        and epoch = :epoch
        and number = :number
      """)
  Optional<RevisionRow> at(String device, int epoch, long number);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where device = :device
        and epoch = :epoch
      order by number desc
      limit 1
      """)
  Optional<RevisionRow> last(String device, int epoch);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where record = :record
      order by position
      """)
  List<RevisionRow> ofRecord(String record);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where record in (:records)
      order by position
      """)
  List<RevisionRow> ofRecords(List<String> records);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where position > :after
      order by position
      limit :atMost
      """)
  List<RevisionRow> committedAfter(long after, int atMost);

  /** Revisions of records that come from several logs, a device's among them, as committed. */
  @Query(
      """
      select r.id, r.record, r.device, r.epoch, r.number, r.canonical, r.payload, r.received_at
      from record p
      join revision r on r.record = p.id
      where p.parted = 1
        and exists (select 1 from revision own where own.record = p.id and own.device = :device)
      order by r.position
      """)
  List<RevisionRow> parted(String device);

  @Query("select coalesce(max(position), 0) from revision")
  long lastPosition();

  /** How many of those committed behind {@code after} follow another of their record. */
  @Query(
      """
      select count(*)
      from revision r
      where r.position > :after
        and r.position <= :upTo
        and exists (
          select 1 from revision b where b.record = r.record and b.position < r.position)
      """)
  long later(long after, long upTo);

  @Query(
      """
      select count(*)
      from revision
      where id = :id
      """)
  long countOf(String id);

  @Query(
      """
      select position
      from revision
      where id = :id
      """)
  long position(String id);

  @Query(
      """
      insert into quarantine (revision, code, place, at)
      values (:revision, :code, :place, :at)
      """)
  void quarantine(String revision, String code, String place, long at);

  /** Revisions of a record that were kept aside for one fault. */
  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where record = :record
        and id in (select revision from quarantine where code = :code)
      """)
  List<RevisionRow> keptAside(String record, String code);

  @Query(
      """
      select revision, code, place
      from quarantine
      where revision = :revision
      """)
  Optional<QuarantineRow> fault(String revision);
}
