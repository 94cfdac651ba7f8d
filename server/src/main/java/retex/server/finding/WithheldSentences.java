package retex.server.finding;

import java.util.List;
import retex.server.review.Accepted;

/**
 * Tells which sentences of a record are withheld for what they say of conduct, of a source, of a
 * person's health, of intelligence, or of what fits one unit alone: what rests on one is not told.
 * A bean of the step that masks.
 */
@FunctionalInterface
public interface WithheldSentences {

  /** What is withheld under the names known now. To be asked once for a run over many records. */
  Now now();

  /** Tells of one record after another, as of one moment. */
  @FunctionalInterface
  interface Now {

    /** Those that are withheld, of every free text. */
    List<Withheld> of(Accepted record);
  }

  /** A place of a free text in UTF-16 units, and the category as which it is withheld. */
  record Withheld(String field, int from, int to, String category) {

    boolean holds(String field, int from, int to) {
      return this.field.equals(field) && this.from < to && from < this.to;
    }
  }
}
