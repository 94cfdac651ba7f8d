package retex.server.finding;

import retex.server.finding.engine.Finding;

/**
 * A finding that an officer accepted, and where its evidence stands: from {@code from} to {@code
 * to} of a field of a record, in UTF-16 units of the original. {@code inBulk}: accepted together
 * with others, so that nobody need have read its place.
 */
public record AcceptedFinding(
    String record, String field, int from, int to, Finding finding, boolean inBulk) {}
