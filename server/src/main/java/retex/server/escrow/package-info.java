/**
 * The key to which laptops seal the key of their store, so that a lost passphrase is not a lost
 * laptop. Its private half is never kept here: two people hold a share each, offline.
 */
@NullMarked
package retex.server.escrow;

import org.jspecify.annotations.NullMarked;
