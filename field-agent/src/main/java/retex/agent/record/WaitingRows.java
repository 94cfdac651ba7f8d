package retex.agent.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/** Counts and sizes of entries after a number of the log. */
@JdbcRepository(dialect = Dialect.ANSI)
interface WaitingRows extends GenericRepository<RevisionRow, String> {

  @Query(
      """
      select count(*)
      from revision v
      join record r on r.id = v.record
      where v.epoch = :epoch and v.number > :after and r.kind = :kind
      """)
  long count(int epoch, long after, String kind);

  @Query(
      """
      select coalesce(sum(length(v.canonical) + length(v.payload)), 0)
      from revision v
      join record r on r.id = v.record
      where v.epoch = :epoch and v.number > :after and r.kind = :kind
      """)
  long bytes(int epoch, long after, String kind);
}
