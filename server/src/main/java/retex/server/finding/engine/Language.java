package retex.server.finding.engine;

/** One language of the vocabulary: how it is read, and how it is written. */
record Language(String code, Reading reading, Grammar grammar) {

  /** The place of a form by its name, the default for an empty one; -1 where there is none. */
  int form(String name) {
    return name.isEmpty() ? grammar.otherwise() : grammar.forms().indexOf(name);
  }
}
