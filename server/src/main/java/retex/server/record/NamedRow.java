package retex.server.record;

import io.micronaut.core.annotation.Introspected;

/** A file as the revisions of one device or record name it. */
@Introspected
record NamedRow(String sha256, int size, String mediaType) {}
