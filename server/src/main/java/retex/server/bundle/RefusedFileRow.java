package retex.server.bundle;

import io.micronaut.core.annotation.Introspected;

/** A file of a laptop that was refused last, and the code of it. */
@Introspected
record RefusedFileRow(String file, int code) {}
