/**
 * The conversation of {@code exchange} in files, for laptops without a link: layout, seal and
 * signature of a bundle, and what each side makes of one. Where files are kept does not enter.
 */
@NullMarked
package retex.bundle;

import org.jspecify.annotations.NullMarked;
