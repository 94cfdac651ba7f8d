package retex.server.web;

import java.time.LocalDate;
import java.util.List;

/**
 * What the frame of a page shows. {@code path} is the page's own address, so that the language
 * switch comes back to it.
 */
public record Page(
    Words words, String titleKey, String path, String reader, String csrf, List<Link> links) {

  public Page {
    links = List.copyOf(links);
  }

  /** The sentence of a key. */
  public String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  /** A day such as 2026-02-03 as people write it; empty for an empty one. */
  public String day(String iso) {
    return iso.isEmpty() ? "" : Dates.day(LocalDate.parse(iso), words.locale());
  }

  public String title() {
    return words.say(titleKey);
  }

  public boolean isSignedIn() {
    return !reader.isEmpty();
  }

  /** A link of the navigation; {@code here} for the part that the page belongs to. */
  public record Link(String path, String text, boolean here) {}
}
