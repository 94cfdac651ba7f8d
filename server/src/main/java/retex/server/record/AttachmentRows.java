package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The files, and the projection of what names them. */
@JdbcRepository(dialect = Dialect.ANSI)
interface AttachmentRows extends CrudRepository<AttachmentRow, String> {

  @Query(
      """
      select n.sha256, n.size, n.media_type
      from record_attachment n
      where n.rowid in (
        select min(m.rowid)
        from record_attachment m
        where m.device = :device
          and not exists (select 1 from attachment_file f where f.sha256 = m.sha256)
        group by m.sha256)
      order by n.rowid
      limit :atMost
      """)
  List<NamedRow> wanted(String device, int atMost);

  @Query(
      """
      select n.sha256, n.size, n.media_type
      from record_attachment n
      where n.device = :device and n.sha256 = :sha256
        and not exists (select 1 from attachment_file f where f.sha256 = n.sha256)
      order by n.rowid
      limit 1
      """)
  Optional<NamedRow> wanted(String device, String sha256);

  @Query(
      """
      select distinct n.sha256
      from record_attachment n
      join attachment_file f on f.sha256 = n.sha256
      where n.device = :device
      """)
  List<String> held(String device);

  @Query(
      """
      select sha256, size, media_type
      from record_attachment
      where record = :record and sha256 = :sha256
      limit 1
      """)
  Optional<NamedRow> named(String record, String sha256);

  @Query(
      """
      select f.sha256
      from attachment_file f
      where not exists (select 1 from record_attachment n where n.sha256 = f.sha256)
      """)
  List<String> unnamed();

  @Query(
      """
      select count(*)
      from record_attachment
      where sha256 = :sha256 and record <> :record
      """)
  long countOfOthers(String sha256, String record);

  @Query("select distinct sha256 from record_attachment where record = :record")
  List<String> ofRecord(String record);
}
