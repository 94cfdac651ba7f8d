package retex.server.finding;

import retex.server.finding.engine.Finding;

/** A finding that an officer accepted, and the record and field it is drawn from. */
public record AcceptedFinding(String record, String field, Finding finding) {}
