package retex.agent.sync;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The table of letters that were passed over. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PassedOverRows extends CrudRepository<PassedOverRow, Long> {

  /** How many another program passed over, which this one may know. */
  @Query("select count(*) from passed_over where program <> :program")
  long ofOthers(String program);

  /** Forgets those of other programs up to a letter that this one has seen. */
  @Query("delete from passed_over where program <> :program and number <= :upTo")
  void forget(String program, long upTo);
}
