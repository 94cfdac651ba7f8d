/**
 * What is known before any record arrives: missions, states, units, rotations, providers and their
 * training, consents, instruments, and every name to protect. What records say does not enter.
 */
@NullMarked
package retex.server.catalogue;

import org.jspecify.annotations.NullMarked;
