/**
 * From an accepted record to its cleared text: the engine's proposal, the officer's corrections,
 * the clearance. Who may read the text afterwards is not decided here.
 */
@NullMarked
package retex.server.redaction;

import org.jspecify.annotations.NullMarked;
