/**
 * The reviewers' desk: what waits, reading a record against its instrument, accepting it, returning
 * it with a remark, saying which unit is meant. What is released of it, and to whom, does not
 * enter.
 */
@NullMarked
package retex.server.review;

import org.jspecify.annotations.NullMarked;
