package retex.agent.team;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The table of shared evaluations. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ShareRows extends CrudRepository<ShareRow, String> {

  List<ShareRow> listOrderById();

  Optional<ShareRow> findByDraft(String draft);
}
