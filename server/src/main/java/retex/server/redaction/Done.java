package retex.server.redaction;

/** How far a decision went: in how many places of how many records. */
record Done(int places, int records) {}
