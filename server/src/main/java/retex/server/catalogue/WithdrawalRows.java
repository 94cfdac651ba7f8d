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

  void save(WithdrawalRow row);

  List<WithdrawalRow> listOrderByAskedAtDesc();

  List<WithdrawalRow> findByState(String state);

  Optional<WithdrawalRow> findById(String id);

  Optional<WithdrawalRow> findByNameAndState(String name, String state);

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
