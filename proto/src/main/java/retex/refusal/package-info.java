/**
 * One shape for every "no": what was refused and where. Words, status codes and exit codes do not
 * enter here; the edge that answers a person or a program finds them by the code.
 */
@NullMarked
package retex.refusal;

import org.jspecify.annotations.NullMarked;
