/** How fast headquarters takes signed records in, beside the same rows inserted bare. */
@NullMarked
package retex.bench.ingest;

import org.jspecify.annotations.NullMarked;
