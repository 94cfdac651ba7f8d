package retex.server.redaction;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of decisions. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Decisions extends CrudRepository<Decision, String> {

  /** Forgets those on an erased revision: they hold words of it. */
  void deleteByRevision(String revision);

  /** Those on any revision of a record, the first first. */
  List<Decision> findByRecordOrderByAtAscAndIdAsc(String record);

  /** Those of these kinds, in whatever records, decided after a time in microseconds. */
  List<Decision> findByActionInAndAtGreaterThan(List<Action> actions, long at);

  /** Those on any record of a unit that are of a kind and stand so. */
  List<Decision> findByUnitAndActionAndState(String unit, Action action, Standing state);
}
