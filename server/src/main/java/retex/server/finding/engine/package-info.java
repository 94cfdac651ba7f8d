/**
 * A pure function from a remark to the findings it may hold, and from accepted findings to
 * sentences: vocabulary and text in, codes and places out; codes in, text out. No stored state,
 * clock, file or network enters, and no word of a remark ever leaves.
 */
@NullMarked
package retex.server.finding.engine;

import org.jspecify.annotations.NullMarked;
