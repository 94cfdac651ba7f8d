/**
 * The frame of every page: language, guards, navigation, refusals in words. Knows no feature;
 * features bring their own entries.
 */
@NullMarked
package retex.server.web;

import org.jspecify.annotations.NullMarked;
