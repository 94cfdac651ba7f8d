/**
 * One evaluation shared out among several laptops: who takes part, what each of them entered, how
 * it is merged, and the sealed file that carries it. Pages, stores and files on disk do not enter.
 */
@NullMarked
package retex.team;

import org.jspecify.annotations.NullMarked;
