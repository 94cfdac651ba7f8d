/**
 * Which units are due a visit, visits that are planned, and what was agreed to improve. What is
 * written during a visit is not here.
 */
@NullMarked
package retex.agent.visit;

import org.jspecify.annotations.NullMarked;
