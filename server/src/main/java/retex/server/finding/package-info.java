/**
 * From an accepted record to its accepted findings: what the engine proposes for each remark, and
 * what an officer made of it. Who may read them afterwards is not decided here.
 */
@NullMarked
package retex.server.finding;

import org.jspecify.annotations.NullMarked;
