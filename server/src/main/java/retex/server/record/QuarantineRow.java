package retex.server.record;

import io.micronaut.core.annotation.Introspected;

/** A row of the table {@code quarantine}. */
@Introspected
record QuarantineRow(String revision, String code, String place) {}
