package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Files that revisions name, and what became of each. */
@JdbcRepository(dialect = Dialect.ANSI)
interface NamedFileRows extends GenericRepository<RevisionRow, String> {

  @Query(
      """
      select count(*) as files, coalesce(sum(size), 0) as bytes
      from (
        select a.sha256, max(a.size) as size
        from record_attachment a
        where not exists (select 1 from attachment_delivery d where d.sha256 = a.sha256)
        group by a.sha256)
      """)
  NamedFileRow waiting();

  @Query(
      """
      select a.sha256, max(a.size) as size
      from record_attachment a
      where not exists (select 1 from attachment_delivery d where d.sha256 = a.sha256)
      group by a.sha256
      order by min(a.rowid)
      """)
  List<UnsettledRow> unsettled();

  @Query(
      """
      select a.sha256
      from record_attachment a
      join acknowledged k on k.epoch = a.epoch and a.number <= k.up_to
      where not exists (select 1 from attachment_delivery d where d.sha256 = a.sha256)
      group by a.sha256
      order by min(a.rowid)
      """)
  List<String> sendable();

  @Query("select sha256 from attachment_delivery where fate in ('refused', 'missing')")
  List<String> lost();

  @Query("select sha256 from attachment_delivery where fate = 'refused'")
  List<String> refused();

  @Query(
      """
      select count(*)
      from attachment_delivery d
      where d.fate = 'refused'
      and exists (
        select 1
        from record_attachment a
        join record r on r.revision = a.revision
        where a.sha256 = d.sha256 and r.withdrawn = 0)
      """)
  long toMend();

  @Query("select size from record_attachment where sha256 = :sha256 limit 1")
  Optional<Integer> size(String sha256);

  @Query("select exists (select 1 from record_attachment)")
  boolean isAny();

  @Query("select sha256 from attachment_delivery where fate = 'kept'")
  List<String> kept();

  @Query(
      """
      select sha256
      from attachment_delivery
      where fate = 'kept'
      and made < case when :serial = 0 then (select made from bundle where id = 1) else :serial end
      """)
  List<String> keptBefore(long serial);

  @Query("delete from attachment_delivery where sha256 = :sha256 and fate = 'kept'")
  void wanted(String sha256);

  @Query(
      """
      insert or replace into attachment_delivery (sha256, fate, made)
      values (:sha256, :fate, (select made from bundle where id = 1))
      """)
  void settle(String sha256, String fate);
}
