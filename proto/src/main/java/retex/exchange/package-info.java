/**
 * The conversation between a laptop and headquarters as two state machines, one a side, with their
 * doors to store and transport: no gRPC, no SQL, no clock of its own, no thread. Both lie here so
 * that one process can let them talk over any link; docs/sync.md says in words what they do.
 */
@NullMarked
package retex.exchange;

import org.jspecify.annotations.NullMarked;
