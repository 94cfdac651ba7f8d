/** The records that benches send and take in. How they are measured does not enter. */
@NullMarked
package retex.bench.corpus;

import org.jspecify.annotations.NullMarked;
