/**
 * One evaluation shared out among several laptops: whose card was compared, what goes into a sealed
 * file and what comes out of one, and what the chief evaluator decides. How it merges is {@code
 * retex.team}'s; the form itself stays in {@code entry}.
 */
@NullMarked
package retex.agent.team;

import org.jspecify.annotations.NullMarked;
