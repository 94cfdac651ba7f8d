/**
 * An evaluation form as data: parse it, check answers against it, score them. Labels of pages, SQL
 * and storage do not enter.
 */
@NullMarked
package retex.instrument;

import org.jspecify.annotations.NullMarked;
