/**
 * Photographs and documents on their way behind the records that name them: what a laptop and
 * headquarters decide in a call, and what counts when. No gRPC, no files, no SQL, no thread.
 */
@NullMarked
package retex.delivery;

import org.jspecify.annotations.NullMarked;
