/**
 * Typesetting: content in, accessible and archival PDF out; PDF in, text out. No policy, no store,
 * no clock.
 */
@NullMarked
package retex.server.document;

import org.jspecify.annotations.NullMarked;
