/** How commands speak: tables, JSON, exit codes. No command of any feature enters. */
@NullMarked
package retex.agent.console;

import org.jspecify.annotations.NullMarked;
