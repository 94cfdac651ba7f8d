/**
 * The frame of every page: language, guards against foreign origins, navigation. Knows no feature;
 * features bring their own entries.
 */
@NullMarked
package retex.agent.web;

import org.jspecify.annotations.NullMarked;
