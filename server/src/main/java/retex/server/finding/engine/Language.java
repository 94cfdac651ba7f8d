package retex.server.finding.engine;

/**
 * One language of the vocabulary: how it is read, and how it is written. One that {@code isRead}
 * not is written only: remarks in it propose nothing, and its terms are in a file of their own.
 */
record Language(String code, boolean isRead, Reading reading, Grammar grammar) {

  /** The place of a form by its name, the default for an empty one; -1 where there is none. */
  int form(String name) {
    return name.isEmpty() ? grammar.otherwise() : grammar.forms().indexOf(name);
  }
}
