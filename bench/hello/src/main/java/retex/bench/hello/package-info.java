/** A bare Micronaut application with one page: the measure of the laptop's start and memory. */
@NullMarked
package retex.bench.hello;

import org.jspecify.annotations.NullMarked;
