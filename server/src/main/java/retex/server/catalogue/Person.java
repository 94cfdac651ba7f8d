package retex.server.catalogue;

/** A person whose name is protected. {@code unit} is a unit's code and may be empty. */
public record Person(String name, String unit) {}
