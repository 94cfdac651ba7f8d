/** Which laptops may speak: tokens, certificates, revocation. What they say does not enter. */
@NullMarked
package retex.server.device;

import org.jspecify.annotations.NullMarked;
