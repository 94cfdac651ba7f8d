package retex.server.finding.engine;

/** An accepted finding, in codes alone; {@code cause} and {@code remedy} may be empty. */
public record Finding(String skill, Judgement judgement, String cause, String remedy) {}
