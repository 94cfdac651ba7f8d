package retex.agent.web;

import java.util.List;

/**
 * What the frame of a page shows. {@code csrf} goes into every form; {@code other} is the way to
 * the same page in the other language.
 */
public record Page(Words words, String titleKey, String other, String csrf, List<Link> links) {

  public Page {
    links = List.copyOf(links);
  }

  /** The sentence of a key. */
  public String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  /** The address of a file of the theme. */
  public String asset(String name) {
    return Assets.path(name);
  }

  public String title() {
    return words.say(titleKey);
  }

  /** A link of the navigation; {@code here} for the part that the page belongs to. */
  public record Link(String path, String text, boolean here) {}
}
