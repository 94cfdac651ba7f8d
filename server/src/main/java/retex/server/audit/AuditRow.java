package retex.server.audit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * One entry of the audit log. {@code at}: microseconds since 1970; {@code facts}: identifiers and
 * counts as text; hashes in hexadecimal.
 */
@MappedEntity("audit")
public record AuditRow(
    @Id long number,
    long at,
    String actor,
    String action,
    String subject,
    String facts,
    String previous,
    String hash) {}
