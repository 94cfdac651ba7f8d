/**
 * The edge towards laptops: frames in, acknowledgements, reference data and letters out. No rule of
 * its own.
 */
@NullMarked
package retex.server.sync;

import org.jspecify.annotations.NullMarked;
