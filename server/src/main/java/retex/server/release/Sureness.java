package retex.server.release;

/**
 * How sure a statement is, from how many ratings of how many units it rests on: the same three
 * words on every page of a document.
 */
record Sureness(int ratings, int units) {

  private static final int MANY_RATINGS = 5;
  private static final int MANY_UNITS = 3;

  /** {@code asked} (nothing was rated), {@code one}, {@code few} or {@code many}. */
  String word() {
    if (ratings == 0) {
      return "asked";
    }
    if (ratings == 1) {
      return "one";
    }
    return ratings >= MANY_RATINGS && units >= MANY_UNITS ? "many" : "few";
  }

  /** A sentence of its own. */
  String sentence(Sheet page) {
    return page.say("feedback.sure." + word(), ratings, units);
  }

  /** A cell of a table. */
  String cell(Sheet page) {
    return page.say("feedback.sure.cell." + word(), ratings, units);
  }
}
