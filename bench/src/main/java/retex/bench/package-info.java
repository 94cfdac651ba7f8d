/**
 * Measures the shipped product side by side with a peer or a limit, in one run, and prints ratios.
 * Never shipped; nothing of the product may depend on it.
 */
@NullMarked
package retex.bench;

import org.jspecify.annotations.NullMarked;
