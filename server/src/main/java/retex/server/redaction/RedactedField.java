package retex.server.redaction;

import retex.server.redaction.engine.Redacted;

/** One free text of a record with what is taken out of it. */
public record RedactedField(String field, Redacted redacted) {}
