package retex.server.web;

/**
 * One entry of the navigation, contributed by a feature as a bean. {@code key} is its message;
 * {@code reader} is what an account must be to see it, by the word that {@link Reader#is} knows.
 */
public record NavigationEntry(int order, String path, String key, String reader) {}
