/**
 * Photographs and documents of records: the original, encrypted under the vault's key, and the copy
 * that may leave, without metadata. Which record names them is not known here.
 */
@NullMarked
package retex.agent.attachment;

import org.jspecify.annotations.NullMarked;
