package retex.server.redaction;

import retex.server.redaction.engine.Span;

/** A place in a free text of a record, in UTF-16 units. */
record Place(String field, int from, int to) {

  static Place of(String field, Span span) {
    return new Place(field, span.from(), span.to());
  }

  boolean isAt(Span span) {
    return span.from() == from && span.to() == to;
  }
}
