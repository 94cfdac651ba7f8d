/**
 * Instruments, units and previous evaluations that came down from headquarters. Nothing that the
 * evaluator writes.
 */
@NullMarked
package retex.agent.library;

import org.jspecify.annotations.NullMarked;
