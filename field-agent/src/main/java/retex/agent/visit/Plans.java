package retex.agent.visit;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The table of planned visits. */
@JdbcRepository(dialect = Dialect.ANSI)
interface Plans extends CrudRepository<Plan, String> {

  List<Plan> listOrderByFromDay();
}
