/**
 * The policy in force, its signed versions, and the memory of every figure told. What a document
 * makes of it does not enter.
 */
@NullMarked
package retex.server.policy;

import org.jspecify.annotations.NullMarked;
