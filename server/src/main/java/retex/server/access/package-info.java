/**
 * Accounts, roles, sessions, and the one policy that says who may do what. What is done is for the
 * features.
 */
@NullMarked
package retex.server.access;

import org.jspecify.annotations.NullMarked;
