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

  @Query("select exists (select 1 from erased where scrubbed = 0)")
  boolean areUnscrubbed();

  @Query("update erased set scrubbed = 1")
  void scrubbed();
}
