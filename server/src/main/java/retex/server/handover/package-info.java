/**
 * The backlog of revoked laptops: kept apart from the store until two people admit it, then taken
 * in as any other. How it travels does not enter, nor whether a record is good enough.
 */
@NullMarked
package retex.server.handover;

import org.jspecify.annotations.NullMarked;
