package retex.server.policy.engine;

/**
 * One observation of one unit in a figure, by names that may be hashes. Two observations of one
 * unit are two members. {@code lone}: its state has no other unit of that type in the mission, so
 * that naming the state names the unit.
 */
public record Member(String unit, String state, String observation, boolean lone) {}
