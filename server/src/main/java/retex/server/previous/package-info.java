/**
 * What a laptop may hold of evaluations that others made: the last accepted one of each unit of its
 * mission and form, by its role. How it gets there does not enter.
 */
@NullMarked
package retex.server.previous;

import org.jspecify.annotations.NullMarked;
