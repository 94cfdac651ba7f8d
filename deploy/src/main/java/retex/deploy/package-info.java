/**
 * The shipped processes, started and led through the whole line as people would. No rule of the
 * product enters: everything here goes through its public doors.
 */
@NullMarked
package retex.deploy;

import org.jspecify.annotations.NullMarked;
