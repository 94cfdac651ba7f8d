package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of erased records, and what is emptied with them. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ErasedRows extends CrudRepository<ErasedRow, String> {

  /** The schema lets it pass for a record that is in the table alone. */
  @Query("update revision set payload = x'' where record = :record")
  int empty(String record);

  /**
   * Other ids under which it lies behind a fork: what was appended again stands under a new id, and
   * the row went from the old one. A record with a row of its own that says the same is no copy.
   * "cross": in this order, for there are few of the first, and payloads are long.
   */
  @Query(
      """
      with left_behind as materialized (
        select distinct record
        from revision
        where record <> :record and record not in (select id from record)
      )
      select distinct o.record
      from left_behind l
      cross join revision o on o.record = l.record
      cross join revision n on n.record = :record and n.payload = o.payload
      where length(n.payload) > 0
      """)
  List<String> copies(String record);

  @Query(
      """
      select distinct a.sha256
      from record_attachment a
      join revision v on v.id = a.revision
      where v.record = :record
      """)
  List<String> files(String record);

  @Query(
      """
      delete from record_attachment
      where revision in (select id from revision where record = :record)
      """)
  void unname(String record);

  @Query("delete from revision_elsewhere where record = :record")
  void forgetElsewhere(String record);

  @Query(
      """
      delete from record_text
      where rowid in (select place from record_place where record = :record)
      """)
  void forgetWords(String record);

  /**
   * Deleted words leave the index itself when its segments become one: sqlite.org/fts5.html, 6.9.
   */
  @Query("insert into record_text (record_text) values ('optimize')")
  void mergeIndex();

  /** What is left in the list: what the envelope says, and when it was erased. */
  @Query(
      """
      update record
      set unit = '', reference = '', fate = 'ERASED', remark = :remark
      where id = :record
      """)
  int blank(String record, String remark);

  @Query("select record from erased where scrubbed = 0")
  List<String> unscrubbed();

  @Query("update erased set scrubbed = 1 where record = :record")
  void scrubbed(String record);
}
