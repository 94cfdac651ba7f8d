/**
 * Who signed an evaluation: the chief evaluator, then the Force Commander or Police Commissioner,
 * each with a key of their own. Keys lie in {@code vault}; what is written in the evaluation is not
 * changed here.
 */
@NullMarked
package retex.agent.signoff;

import org.jspecify.annotations.NullMarked;
