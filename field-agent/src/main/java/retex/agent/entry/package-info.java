/**
 * From an instrument and a draft to a submitted record: the form's pages, and the same from files
 * and the command line. Nothing here knows of a network.
 */
@NullMarked
package retex.agent.entry;

import org.jspecify.annotations.NullMarked;
