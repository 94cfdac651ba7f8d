/**
 * The edge towards laptops without a link: bundles in, answers out, by command, page or the link of
 * a laptop that carries them. No rule about entries; {@code ingest} has those.
 */
@NullMarked
package retex.server.bundle;

import org.jspecify.annotations.NullMarked;
