/**
 * Identifiers, revisions, canonical bytes, the chain and its signatures: what a laptop and a server
 * of two different versions must never disagree about. What is not such a truth does not enter.
 */
@NullMarked
package retex.contract;

import org.jspecify.annotations.NullMarked;
