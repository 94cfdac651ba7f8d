package retex.server.notice;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The table {@code letter}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface LetterRows extends GenericRepository<LetterRow, Long> {

  @Query(
      """
      insert into letter (device, number, kind, record, revision, remark, at)
      select :device, coalesce(max(number), 0) + 1, :kind, :record, :revision, :remark, :at
      from letter
      where device = :device
      """)
  void post(String device, String kind, String record, String revision, String remark, long at);

  @Query(
      """
      select device, number, kind, record, revision, remark, at
      from letter
      where device = :device
        and number > :cursor
      order by number
      limit :atMost
      """)
  List<LetterRow> after(String device, long cursor, int atMost);
}
