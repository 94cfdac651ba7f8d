/**
 * People who sign evaluations: their keys certified by an administrator, certificates taken back,
 * and whether a sign-off counts. What they signed does not enter.
 */
@NullMarked
package retex.server.person;

import org.jspecify.annotations.NullMarked;
