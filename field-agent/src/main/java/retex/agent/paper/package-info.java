/**
 * A record or a draft on paper, for signature or briefing: a PDF made on this laptop, marked with
 * its classification on every page. It changes nothing, and nothing is kept of it here.
 */
@NullMarked
package retex.agent.paper;

import org.jspecify.annotations.NullMarked;
