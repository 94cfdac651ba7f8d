/**
 * The outbox, the stream to headquarters and what comes down it; progress. No rule about content.
 */
@NullMarked
package retex.agent.sync;

import org.jspecify.annotations.NullMarked;
