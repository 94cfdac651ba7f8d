package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a pattern so that its alternatives are told apart by their first letters: {@code
 * Easter|Eve|noon} becomes {@code E(?:aster|ve)|noon}, and many have a guard before them. {@code
 * java.util.regex} tries one after the other, letter case and all, which was most of the time of
 * the patterns. What matches, and what is preferred, stays: only alternatives that begin with
 * different letters change places, and of those no two match at one place.
 */
final class Alternatives {

  private static final String META = "\\[](){}.^$*+?|";
  private static final String QUANTIFIERS = "?*+{";
  private static final int FEW = 3; // below, looking ahead costs more than it saves
  private static final Pattern FLAGS =
      Pattern.compile("\\(\\?[a-z-]+\\)", Pattern.CASE_INSENSITIVE);

  private final String pattern;
  private final boolean anyCase;
  private int at;

  private Alternatives(String pattern, boolean anyCase) {
    this.pattern = pattern;
    this.anyCase = anyCase;
  }

  /** The same pattern, sorted. One that changes its flags on its way stays as it is. */
  static String sorted(String pattern) {
    String flags = pattern.startsWith("(?i)") ? "(?i)" : "";
    String rest = pattern.substring(flags.length());
    return FLAGS.matcher(rest).find()
        ? pattern
        : flags + new Alternatives(rest, !flags.isEmpty()).all();
  }

  private String all() {
    String sorted = group(anyCase);
    if (at < pattern.length()) {
      throw new IllegalArgumentException("a bracket too many in a pattern");
    }
    return sorted;
  }

  /** Up to the bracket that closes this group, or the end. */
  private String group(boolean inAnyCase) {
    var all = new ArrayList<String>();
    var one = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != ')') {
      if (pattern.charAt(at) == '|') {
        all.add(one.toString());
        one.setLength(0);
        at++;
      } else {
        element(one, inAnyCase);
      }
    }
    all.add(one.toString());
    return joined(all, inAnyCase);
  }

  /** One character, escape, class or group, with no more than its sign. */
  private void element(StringBuilder out, boolean inAnyCase) {
    int from = at;
    char c = pattern.charAt(at);
    if (c == '\\') {
      boolean property = "pP".indexOf(pattern.charAt(at + 1)) >= 0 && pattern.charAt(at + 2) == '{';
      at = property ? pattern.indexOf('}', at) + 1 : at + 2;
    } else if (c == '[') {
      at = endOfClass();
    } else if (c == '(') {
      at = endOfHead();
      String head = pattern.substring(from, at);
      boolean inside = head.equals("(?i:") || (inAnyCase && !head.equals("(?-i:"));
      out.append(head).append(group(inside)).append(')');
      at++;
      return;
    } else {
      at++;
    }
    out.append(pattern, from, at);
  }

  private int endOfClass() {
    int end = at + 1;
    while (pattern.charAt(end) != ']') {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  /** Behind {@code (}, {@code (?:}, {@code (?i:}, {@code (?<=}, {@code (?<name>} and the like. */
  private int endOfHead() {
    int head = at + 1;
    if (pattern.charAt(head) != '?') {
      return head;
    }
    head++;
    while (Character.isLetter(pattern.charAt(head)) || "<-".indexOf(pattern.charAt(head)) >= 0) {
      head++;
    }
    return head + 1;
  }

  private static String joined(List<String> all, boolean anyCase) {
    List<String> out = apart(all, anyCase);
    String joined = String.join("|", out);
    String first = out.size() > FEW ? Beginnings.of(joined, anyCase) : null;
    return first == null ? joined : "(?=[" + first + "])(?:" + joined + ")";
  }

  /** Those that begin with a letter put together by it; any other keeps its place among them. */
  private static List<String> apart(List<String> all, boolean anyCase) {
    var out = new ArrayList<String>();
    var run = new ArrayList<String>();
    for (String one : all) {
      if (beginsWithLetter(one)) {
        run.add(one);
      } else {
        out.addAll(byLetter(run, anyCase));
        run.clear();
        out.add(one);
      }
    }
    out.addAll(byLetter(run, anyCase));
    return out;
  }

  /** Of alternatives that begin with one letter, one that begins with it. */
  private static List<String> byLetter(List<String> run, boolean anyCase) {
    Map<Integer, List<String>> groups = new LinkedHashMap<>();
    for (String one : run) {
      int letter = Character.toLowerCase(Character.toUpperCase(one.charAt(0)));
      groups.computeIfAbsent(letter, any -> new ArrayList<>()).add(one);
    }
    var out = new ArrayList<String>();
    for (List<String> group : groups.values()) {
      char first = group.get(0).charAt(0);
      boolean same = group.size() > 1 && group.stream().allMatch(it -> it.charAt(0) == first);
      if (same) {
        List<String> rests = apart(group.stream().map(it -> it.substring(1)).toList(), anyCase);
        out.add(
            rests.size() == 1
                ? first + rests.get(0)
                : first + "(?:" + joined(rests, anyCase) + ")");
      } else {
        out.addAll(group);
      }
    }
    return out;
  }

  private static boolean beginsWithLetter(String one) {
    return !one.isEmpty()
        && META.indexOf(one.charAt(0)) < 0
        && (one.length() == 1 || QUANTIFIERS.indexOf(one.charAt(1)) < 0);
  }
}
