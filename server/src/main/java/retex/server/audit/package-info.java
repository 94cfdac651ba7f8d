/** Who did what, append-only and chained. What an action means is not known here. */
@NullMarked
package retex.server.audit;

import org.jspecify.annotations.NullMarked;
