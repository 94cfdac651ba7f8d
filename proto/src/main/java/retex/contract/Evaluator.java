package retex.contract;

/** A member of the evaluation team. The name is protected; the role may be empty. */
public record Evaluator(String name, String role) {}
