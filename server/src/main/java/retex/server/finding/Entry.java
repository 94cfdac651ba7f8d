package retex.server.finding;

import java.util.List;
import retex.server.finding.engine.Finding;

/**
 * One finding of a record as it stands: proposed, or what an officer made of it. Its key is its
 * field, place and proposed skill; places count UTF-16 units of the field's text. {@code withheld}
 * is the category as which a sentence is withheld that it rests on; empty for none. {@code inBulk}:
 * accepted together with others.
 */
record Entry(
    String key,
    String field,
    int from,
    int to,
    Finding finding,
    double confidence,
    State state,
    boolean inBulk,
    String withheld) {

  /** One whose evidence may be told. */
  Entry(
      String key, String field, int from, int to, Finding finding, double confidence, State state) {
    this(key, field, from, to, finding, confidence, state, false, "");
  }

  /** The same with the category of the first withheld sentence on which it rests, if any. */
  Entry under(List<WithheldSentences.Withheld> sentences) {
    return sentences.stream()
        .filter(it -> it.holds(field, from, to))
        .findFirst()
        .map(
            it ->
                new Entry(key, field, from, to, finding, confidence, state, inBulk, it.category()))
        .orElse(this);
  }

  /** Whether it rests on a sentence that is withheld, so that nothing of it is told. */
  boolean isWithheld() {
    return !withheld.isEmpty();
  }

  /** What became of it. */
  enum State {
    OPEN,
    ACCEPTED,
    REJECTED
  }
}
