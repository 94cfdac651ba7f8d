/**
 * Headquarters, wired together: the application and its list of commands. No rule of any step
 * enters here.
 */
@NullMarked
package retex.server;

import org.jspecify.annotations.NullMarked;
