package retex.agent.web;

/** One entry of the navigation, contributed by a feature as a bean; {@code key} is its message. */
public record NavigationEntry(int order, String path, String key) {}
