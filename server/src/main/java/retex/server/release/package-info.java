/**
 * What a capacity provider may learn, composed from finished work, and the two people who let it
 * go. How it is drawn and kept does not enter.
 */
@NullMarked
package retex.server.release;

import org.jspecify.annotations.NullMarked;
