/**
 * The passphrase, the keys, and the encrypted store that opens with them. What is stored in it is
 * not known here.
 */
@NullMarked
package retex.agent.vault;

import org.jspecify.annotations.NullMarked;
