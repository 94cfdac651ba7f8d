/**
 * Forms with a file as browsers send them, read while they arrive. What is in the file, and where
 * it is written, does not enter here.
 */
@NullMarked
package retex.upload;

import org.jspecify.annotations.NullMarked;
