package retex.agent.record;

import io.micronaut.core.annotation.Introspected;

/** How many files, and their bytes together. */
@Introspected
record NamedFileRow(long files, long bytes) {}
