/**
 * Sealed files of teams on their way by headquarters: what a laptop and headquarters decide in a
 * call, what waits for whom, and what counts when. No gRPC, no files, no SQL, no thread.
 */
@NullMarked
package retex.relay;

import org.jspecify.annotations.NullMarked;
