/**
 * The labelled texts and how well the redaction does on them. Nothing shipped depends on it, and it
 * sees the redaction only through its command.
 */
@NullMarked
package retex.server.redaction.labelled;

import org.jspecify.annotations.NullMarked;
