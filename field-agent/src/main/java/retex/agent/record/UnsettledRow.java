package retex.agent.record;

import io.micronaut.core.annotation.Introspected;

/** A file that waits, and its bytes. */
@Introspected
record UnsettledRow(String sha256, int size) {}
