/**
 * The laptop's own log: append, sign, list; and what became of each record. How it crosses a link
 * does not enter.
 */
@NullMarked
package retex.agent.record;

import org.jspecify.annotations.NullMarked;
