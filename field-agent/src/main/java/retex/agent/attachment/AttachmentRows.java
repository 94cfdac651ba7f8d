package retex.agent.attachment;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Optional;

/** The table behind {@link Attachments}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface AttachmentRows extends CrudRepository<AttachmentRow, String> {

  Optional<AttachmentRow> findFirstByCopyOrderByAddedAt(String copy);
}
