/**
 * What each kind of detail becomes for each kind of recipient, and whether a figure of a group
 * tells of one unit: pure. Where policies are kept and who may change them does not enter.
 */
@NullMarked
package retex.server.policy.engine;

import org.jspecify.annotations.NullMarked;
