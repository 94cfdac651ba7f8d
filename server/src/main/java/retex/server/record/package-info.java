/**
 * What arrived: revisions, which are the truth, and projections of them that can be made again.
 * Whether a record is good enough is not decided here, and nothing of a link or a page enters.
 */
@NullMarked
package retex.server.record;

import org.jspecify.annotations.NullMarked;
