/** The server's own signing keys, one a purpose. What is signed with them does not enter. */
@NullMarked
package retex.server.key;

import org.jspecify.annotations.NullMarked;
