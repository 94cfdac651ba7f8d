/**
 * Finds what must not be released in a text: text, context and language in, spans with reasons out.
 * Pure: no file, network, clock, chance or framework enters.
 */
@NullMarked
package retex.server.redaction.engine;

import org.jspecify.annotations.NullMarked;
