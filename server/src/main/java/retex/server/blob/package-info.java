/** Large objects by their hash, on disk. What they are is not known here. */
@NullMarked
package retex.server.blob;

import org.jspecify.annotations.NullMarked;
