/** Verifies entries and commits them, or refuses them by name. How they came does not enter. */
@NullMarked
package retex.server.ingest;

import org.jspecify.annotations.NullMarked;
