package retex.server.handover;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of decisions. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DecisionRows extends GenericRepository<DecisionRow, String> {

  List<DecisionRow> listOrderByAtDesc();

  Optional<DecisionRow> findByDevice(String device);

  @Query(
      """
      insert into hand_over (device, state, actor, reason, seen, at)
      values (:device, :state, :actor, :reason, :seen, :at)
      on conflict (device) do update
      set state = :state, actor = :actor, reason = :reason, seen = :seen, at = :at
      """)
  void put(String device, String state, String actor, String reason, String seen, long at);
}
