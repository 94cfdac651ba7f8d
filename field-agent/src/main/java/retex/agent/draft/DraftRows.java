package retex.agent.draft;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table behind {@link Drafts}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface DraftRows extends CrudRepository<Draft, String> {

  List<Draft> listOrderByChangedAtDesc();
}
