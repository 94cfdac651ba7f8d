package retex.server.redaction.engine;

import java.util.List;

/** Finds one kind of thing that must not be released. Pure and stateless; safe to share. */
interface Rule {

  /** Everything found, in any order; spans may overlap. */
  List<Span> find(Reading reading);
}
