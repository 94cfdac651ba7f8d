package retex.server.catalogue;

/**
 * A capacity provider: who trains units. {@code name} is what people call it; {@code state} is the
 * code of the state it belongs to and may be empty.
 */
public record Provider(ProviderCode code, String name, String state) {}
