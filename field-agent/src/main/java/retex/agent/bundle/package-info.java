/**
 * Synchronising without a link: bundles exported, answers taken, bundles of others carried. What is
 * in another laptop's bundle cannot be known here.
 */
@NullMarked
package retex.agent.bundle;

import org.jspecify.annotations.NullMarked;
