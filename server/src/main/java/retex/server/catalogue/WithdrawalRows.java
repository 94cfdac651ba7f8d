package retex.server.catalogue;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The table of withdrawn names. */
@JdbcRepository(dialect = Dialect.ANSI)
interface WithdrawalRows extends GenericRepository<WithdrawalRow, String> {

  /** Zero where one is open already, of whoever was quicker. */
  @Query(
      """
      insert into name_withdrawal (id, name, state, reason, asker, asked_at, decider, decided_at)
      values (:id, :name, 'ASKED', :reason, :asker, :at, '', 0)
      on conflict do nothing
      """)
  int ask(String id, String name, String reason, String asker, long at);

  List<WithdrawalRow> listOrderByAskedAtDesc();

  List<WithdrawalRow> findByState(String state);

  Optional<WithdrawalRow> findById(String id);

  @Query(
      """
      update name_withdrawal
      set state = :state, decider = :decider, decided_at = :at
      where id = :id and state = 'ASKED'
      """)
  int decide(String id, String state, String decider, long at);

  @Query("update name_withdrawal set state = 'OVERTAKEN' where id = :id and state = 'DONE'")
  void overtake(String id);
}
