/**
 * How entries cross a link: compact form, frames of one continuous compressed stream, limits on
 * size. No transport, no rule about content.
 */
@NullMarked
package retex.wire;

import org.jspecify.annotations.NullMarked;
