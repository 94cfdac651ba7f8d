/**
 * Work in progress, kept at each change, which never leaves the laptop. What was submitted is not
 * here.
 */
@NullMarked
package retex.agent.draft;

import org.jspecify.annotations.NullMarked;
