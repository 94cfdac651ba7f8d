package retex.server.redaction.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What characters a part of a pattern may begin with, as the inside of a class: a guard before many
 * alternatives, so that most places are left at once. Knows what patterns here are made of; of
 * anything else it says that it does not know.
 */
final class Beginnings {

  private static final String SPECIAL = "\\[]^-&";
  private static final String TIMES = "?*+{";

  private final String pattern;
  private final boolean inAnyCase;
  private final Set<String> all = new LinkedHashSet<>();
  private int at;
  private boolean known = true;

  private Beginnings(String pattern, boolean inAnyCase) {
    this.pattern = pattern;
    this.inAnyCase = inAnyCase;
  }

  /**
   * The inside of a class that holds every first character of these alternatives, or null where it
   * may match nothing, or is unknown. {@code anyCase}: it stands where letter case is ignored.
   */
  static @Nullable String of(String alternatives, boolean anyCase) {
    var reading = new Beginnings(alternatives, anyCase);
    boolean empty = reading.alternatives(anyCase, true);
    return empty || !reading.known || reading.at < alternatives.length()
        ? null
        : String.join("", reading.all);
  }

  /** Up to the bracket that closes the group; answers whether one may match nothing. */
  private boolean alternatives(boolean anyCase, boolean counts) {
    boolean empty = one(anyCase, counts);
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      empty |= one(anyCase, counts);
    }
    return empty;
  }

  private boolean one(boolean anyCase, boolean counts) {
    boolean empty = true;
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      boolean mayBeNothing = element(anyCase, counts && empty);
      empty &= mayBeNothing | times();
    }
    return empty;
  }

  /** One element; answers whether it may match nothing by itself. */
  private boolean element(boolean anyCase, boolean counts) {
    char c = pattern.charAt(at);
    switch (c) {
      case '(':
        return group(anyCase, counts);
      case '[':
        range(anyCase, counts);
        return false;
      case '\\':
        return escape(anyCase, counts);
      case '^':
      case '$':
        at++;
        return true;
      case '.':
        at++;
        known &= !counts;
        return false;
      default:
        at++;
        if (counts) {
          letter(c, anyCase);
        }
        return false;
    }
  }

  private boolean group(boolean anyCase, boolean counts) {
    at++;
    boolean inside = anyCase;
    boolean looks = false;
    if (pattern.charAt(at) == '?') {
      int head = at + 1;
      looks = "=!".indexOf(pattern.charAt(head)) >= 0;
      looks |= pattern.startsWith("<=", head) || pattern.startsWith("<!", head);
      inside = pattern.startsWith("i:", head) || (anyCase && !pattern.startsWith("-i:", head));
      while (looks ? "=!<".indexOf(pattern.charAt(head)) >= 0 : isOfHead(head)) {
        head++;
      }
      at = head + (looks ? 0 : 1);
    }
    boolean empty = alternatives(inside, counts && !looks);
    at++;
    return empty || looks;
  }

  private boolean isOfHead(int place) {
    return Character.isLetter(pattern.charAt(place)) || "<-".indexOf(pattern.charAt(place)) >= 0;
  }

  private void range(boolean anyCase, boolean counts) {
    int end = at + 1;
    boolean letters = false;
    while (pattern.charAt(end) != ']') {
      letters |= Character.isLetter(pattern.charAt(end)) || pattern.charAt(end) == '\\';
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    boolean plain = pattern.charAt(at + 1) != '^' && !(letters && anyCase && !inAnyCase);
    String whole = pattern.substring(at, end + 1);
    at = end + 1;
    if (counts) {
      known &= plain;
      all.add(whole);
    }
  }

  private boolean escape(boolean anyCase, boolean counts) {
    char c = pattern.charAt(at + 1);
    if (c == 'p' && pattern.charAt(at + 2) == '{') {
      int end = pattern.indexOf('}', at) + 1;
      String property = pattern.substring(at, end);
      at = end;
      if (counts) {
        all.add(anyCase ? "\\p{L}" : property);
        known &= !anyCase || property.startsWith("\\p{L");
      }
      return false;
    }
    at += 2;
    if (c == 'b') {
      return true;
    }
    if (counts) {
      known &= c == 'd' || c == 's' || !Character.isLetterOrDigit(c);
      all.add("\\" + c);
    }
    return false;
  }

  private void letter(char c, boolean anyCase) {
    if (!anyCase || inAnyCase || !Character.isLetter(c)) {
      all.add((SPECIAL.indexOf(c) >= 0 ? "\\" : "") + c);
      return;
    }
    int same = Character.toLowerCase(Character.toUpperCase(c));
    for (char other = 'A'; other < 0x2200; other++) { // as far as letters of Latin script go
      if (Character.toLowerCase(Character.toUpperCase(other)) == same) {
        all.add(String.valueOf(other));
      }
    }
  }

  /** How often the element stands there; answers whether that may be never. */
  private boolean times() {
    if (at == pattern.length() || TIMES.indexOf(pattern.charAt(at)) < 0) {
      return false;
    }
    boolean never = "?*".indexOf(pattern.charAt(at)) >= 0 || pattern.startsWith("{0", at);
    at = pattern.charAt(at) == '{' ? pattern.indexOf('}', at) + 1 : at + 1;
    if (at < pattern.length() && "?+".indexOf(pattern.charAt(at)) >= 0) {
      at++; // lazy or possessive
    }
    return never;
  }
}
