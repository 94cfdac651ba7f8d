/**
 * How the server's commands speak, and how they open its store beside a running server. No command
 * of any feature enters.
 */
@NullMarked
package retex.server.console;

import org.jspecify.annotations.NullMarked;
