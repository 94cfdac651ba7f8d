package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes spans that overlap, or that only a joint parts, one. */
final class Merging {

  private static final Pattern BETWEEN_DATES =
      Pattern.compile(
          "(?i),? ?(?:(?:and|again|on|the|then|or|of|to|until|from|puis|et|de nouveau|le|au|du|ou|à|de|d'|jusqu'au)[ ]?){0,4}");
  private static final Set<String> PARTICLES =
      Set.of(
          " de ", " du ", " des ", " la ", " le ", " les ", " of ", " sur ", " al ", " el ",
          " de la ", " à la ", " de l'", " de l’", " à ", " aux ", " von ", " van ", " bin ",
          " ben ", " ould ");

  private static final int WIDEST = 24; // characters between two that may be one

  private Merging() {}

  /**
   * Without overlap, in order: a run of overlapping spans is one, named after its surest longest.
   */
  static List<Span> merged(String text, List<Span> found) {
    var sorted = new ArrayList<Span>();
    found.forEach(span -> sorted.add(withoutStop(text, span)));
    sorted.sort(Comparator.comparingInt(Span::from).thenComparingInt(span -> -span.to()));
    var merged = new ArrayList<Span>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? span : merged.get(merged.size() - 1);
      if (!merged.isEmpty() && (last.overlaps(span) || sameAcrossGap(text, last, span))) {
        merged.set(merged.size() - 1, joined(last, span));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** A full stop that ends the sentence is no part of a name. */
  private static Span withoutStop(String text, Span span) {
    boolean stop = text.charAt(span.to() - 1) == '.' && span.to() - span.from() > 1;
    return stop && !span.stage().equals("sentence") ? span.at(span.from(), span.to() - 1) : span;
  }

  /** Two neighbours of one kind with no more than a space or hyphen between are one. */
  private static boolean sameAcrossGap(String text, Span left, Span right) {
    if (right.from() - left.to() >= WIDEST) {
      return false;
    }
    String gap = text.substring(Math.min(left.to(), right.from()), right.from());
    boolean kin = left.category() == right.category() || right.isUnsure() || left.isUnsure();
    boolean sentence = left.stage().equals("sentence") || right.stage().equals("sentence");
    boolean dates =
        left.category() == Category.DATETIME
            && right.category() == Category.DATETIME
            && BETWEEN_DATES.matcher(gap).matches();
    return kin
        && !sentence
        && (dates
            || PARTICLES.contains(gap.replace('-', ' '))
            || gap.isEmpty()
            || gap.equals("'s ")
            || gap.equals("’s ")
            || (gap.length() <= 2
                && !gap.equals(". ")
                && gap.chars().allMatch(c -> c == ' ' || c == '-' || c == '\'' || c == '.')));
  }

  private static Span joined(Span a, Span b) {
    Span name = surer(a, b);
    return name.at(Math.min(a.from(), b.from()), Math.max(a.to(), b.to()));
  }

  private static Span surer(Span a, Span b) {
    if (a.stage().equals("sentence") != b.stage().equals("sentence")) {
      return a.stage().equals("sentence") ? a : b;
    }
    if (a.isUnsure() != b.isUnsure()) {
      return a.isUnsure() ? b : a;
    }
    return b.to() - b.from() > a.to() - a.from() ? b : a;
  }
}
