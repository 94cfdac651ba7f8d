package retex.server.finding.engine;

/**
 * A finding that a text may hold. {@code cause} and {@code remedy} are empty where none is named;
 * the evidence is the text from {@code from} to {@code to}, in UTF-16 units of the original.
 */
public record Proposal(
    String topic,
    String skill,
    Judgement judgement,
    String cause,
    String remedy,
    int from,
    int to,
    double confidence) {}
