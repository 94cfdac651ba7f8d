/**
 * Sealed files of teams that wait for the laptops they are for. What is in them does not enter: no
 * key to them is here.
 */
@NullMarked
package retex.server.relay;

import org.jspecify.annotations.NullMarked;
