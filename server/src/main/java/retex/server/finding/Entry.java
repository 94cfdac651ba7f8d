package retex.server.finding;

import retex.server.finding.engine.Finding;

/**
 * One finding of a record as it stands: proposed, or what an officer made of it. Its key is its
 * field, place and proposed skill; places count UTF-16 units of the field's text.
 */
record Entry(
    String key, String field, int from, int to, Finding finding, double confidence, State state) {

  /** What became of it. */
  enum State {
    OPEN,
    ACCEPTED,
    REJECTED
  }
}
