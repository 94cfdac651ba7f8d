/** Sync over a bad link, packet by packet, beside the link's limit and what others send over it. */
@NullMarked
package retex.bench.sync;

import org.jspecify.annotations.NullMarked;
