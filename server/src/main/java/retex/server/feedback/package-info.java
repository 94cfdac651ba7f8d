/**
 * Draws what was released, reads it back, keeps it, and opens the provider's door to it. What may
 * be told was decided before.
 */
@NullMarked
package retex.server.feedback;

import org.jspecify.annotations.NullMarked;
