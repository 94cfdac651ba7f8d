/**
 * The letter-box of each device: what became of its records, waiting to be carried down. Who writes
 * a letter and why, and how it travels, does not enter.
 */
@NullMarked
package retex.server.notice;

import org.jspecify.annotations.NullMarked;
