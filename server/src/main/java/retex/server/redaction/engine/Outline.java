package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern looks like from afar: an automaton of its letters, without its looks to either
 * side and with every bounded repetition unbounded. It says in a few steps that a pattern cannot
 * match at a place, which is so at nearly every place where one is tried; where it does not say so
 * the pattern itself decides. States are made when they are first met. Safe for use by several
 * threads: what one writes over another is the same.
 */
final class Outline {

  private static final String ANY_CASE = "(?i)"; // only at the head of a pattern
  private static final int KNOWN = 0x250; // characters, up to Latin Extended-B
  private static final int MOST_STATES = 500;
  private static final int ENDLESS = Integer.MAX_VALUE;
  private static final int READ = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE; // flags
  private static final String EVERY = // character, at its own place
      IntStream.range(0, KNOWN).mapToObj(Character::toString).collect(Collectors.joining());
  private static final Map<String, BitSet> CHARACTERS = new ConcurrentHashMap<>();

  private final String pattern;
  private final List<Node> nodes = new ArrayList<>();
  private final byte[] kinds = new byte[KNOWN]; // characters that no part of it tells apart
  private final BitSet[] ofKind;
  private final Map<BitSet, State> states = new ConcurrentHashMap<>();
  private final State any = new State(new BitSet(), true, 0);
  private final State first;

  /** Of a pattern that is made of what patterns here are made of. */
  Outline(Pattern of) {
    this.pattern = of.pattern();
    if ((of.flags() & ~READ) != 0) {
      throw new IllegalArgumentException("no outline of a pattern with other flags");
    }
    nodes.add(new Node(null, -1, -1)); // where it has matched
    boolean led = pattern.startsWith(ANY_CASE);
    boolean anyCase = led || (of.flags() & Pattern.CASE_INSENSITIVE) != 0;
    int start = alternatives(led ? ANY_CASE.length() : 0, pattern.length(), anyCase, 0);
    this.ofKind = kinds();
    var begins = new BitSet();
    reach(start, begins);
    this.first = state(begins);
  }

  /** False where the pattern matches nothing that begins at this place and ends before another. */
  boolean mayMatch(String text, int from, int end) {
    State state = first;
    for (int at = from; at < end && !state.matched && !state.isDead; at++) {
      char c = text.charAt(at);
      if (c >= KNOWN) {
        return true;
      }
      int kind = kinds[c];
      State next = state.next[kind];
      if (next == null) {
        next = after(state, kind);
        state.next[kind] = next;
      }
      state = next;
    }
    return state.matched;
  }

  private State after(State state, int kind) {
    var reached = new BitSet();
    for (int i = state.at.nextSetBit(1); i >= 0; i = state.at.nextSetBit(i + 1)) {
      Node node = nodes.get(i);
      if (node.characters != null && node.characters.intersects(ofKind[kind])) {
        reach(node.next, reached);
      }
    }
    return state(reached);
  }

  private State state(BitSet at) {
    State known = states.get(at);
    if (known != null) {
      return known;
    }
    if (states.size() >= MOST_STATES) {
      return any;
    }
    return states.computeIfAbsent(at, it -> new State(it, it.get(0), ofKind.length));
  }

  /** Adds what stands at a node, or behind it without a character between. */
  private void reach(int start, BitSet reached) {
    if (reached.get(start)) {
      return;
    }
    reached.set(start);
    Node node = nodes.get(start);
    if (node.characters == null) {
      for (int next : new int[] {node.next, node.other}) {
        if (next >= 0) {
          reach(next, reached);
        }
      }
    }
  }

  /** The kinds of characters, each by one of them. */
  private BitSet[] kinds() {
    var sets = new LinkedHashSet<BitSet>();
    for (Node node : nodes) {
      if (node.characters != null) {
        sets.add(node.characters);
      }
    }
    Map<BitSet, Integer> numbers = new HashMap<>();
    var all = new ArrayList<BitSet>();
    for (int c = 0; c < KNOWN; c++) {
      var in = new BitSet();
      int set = 0;
      for (BitSet characters : sets) {
        in.set(set++, characters.get(c));
      }
      Integer number = numbers.putIfAbsent(in, all.size());
      if (number == null) {
        number = all.size();
        var one = new BitSet();
        one.set(c);
        all.add(one);
      }
      kinds[c] = (byte) (int) number;
    }
    if (all.size() > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("a pattern with too many kinds of characters");
    }
    return all.toArray(BitSet[]::new);
  }

  /** The node where this part of the pattern begins, {@code next} being what follows it. */
  private int alternatives(int from, int to, boolean anyCase, int next) {
    int node = -1;
    int start = from;
    for (int at = from; at <= to; at = at == to ? to + 1 : endOfElement(at)) {
      if (at == to || pattern.charAt(at) == '|') {
        int one = row(start, at, anyCase, next);
        node = node < 0 ? one : add(null, node, one);
        start = at + 1;
      }
    }
    return node;
  }

  private int row(int from, int to, boolean anyCase, int next) {
    if (from >= to) {
      return next;
    }
    int end = endOfElement(from);
    int least = 1;
    int most = 1;
    int rest = end;
    if (end < to && "?*+{".indexOf(pattern.charAt(end)) >= 0) {
      char sign = pattern.charAt(end);
      int close = sign == '{' ? pattern.indexOf('}', end) : end;
      int comma = pattern.substring(end, close).indexOf(',');
      String fewest =
          sign == '{' ? pattern.substring(end + 1, comma < 0 ? close : end + comma) : "";
      least = sign == '{' ? Integer.parseInt(fewest) : sign == '+' ? 1 : 0;
      most = sign == '?' || (sign == '{' && comma < 0) ? Math.max(1, least) : ENDLESS;
      rest = close + 1;
      rest += rest < to && "?+".indexOf(pattern.charAt(rest)) >= 0 ? 1 : 0;
    }
    return repeated(from, end, anyCase, least, most, row(rest, to, anyCase, next));
  }

  private int repeated(int from, int to, boolean anyCase, int least, int most, int next) {
    int node = next;
    if (most == ENDLESS) {
      int loop = add(null, next, -1);
      int body = element(from, to, anyCase, loop);
      nodes.set(loop, new Node(null, next, body));
      node = loop;
    } else if (least == 0) {
      node = add(null, next, element(from, to, anyCase, next));
    }
    for (int i = 0; i < least; i++) {
      node = element(from, to, anyCase, node);
    }
    return node;
  }

  private int element(int from, int to, boolean anyCase, int next) {
    char c = pattern.charAt(from);
    if (c == '\\' && isUnknown(pattern.charAt(from + 1))) {
      throw new IllegalArgumentException("no outline of \\" + pattern.charAt(from + 1));
    }
    if (c == '^' || c == '$' || pattern.startsWith("\\b", from)) {
      return next;
    }
    if (c != '(') {
      String one = (anyCase ? ANY_CASE : "") + pattern.substring(from, to);
      return add(CHARACTERS.computeIfAbsent(one, Outline::characters), next, -1);
    }
    if (pattern.charAt(from + 1) != '?') {
      return alternatives(from + 1, to - 1, anyCase, next);
    }
    if (pattern.startsWith(ANY_CASE, from)) {
      throw new IllegalArgumentException("a pattern that changes its flags on its way");
    }
    int head = from + 2;
    boolean looks = "=!".indexOf(pattern.charAt(head)) >= 0;
    looks |= pattern.startsWith("<=", head) || pattern.startsWith("<!", head);
    if (looks) {
      return next;
    }
    boolean isKnown =
        Stream.of(":", ">", "<", "i:", "-i:").anyMatch(it -> pattern.startsWith(it, from + 2));
    if (!isKnown) {
      throw new IllegalArgumentException("no outline of a group that sets other flags");
    }
    boolean inside =
        pattern.startsWith("i:", head) || (anyCase && !pattern.startsWith("-i:", head));
    while (":>".indexOf(pattern.charAt(head)) < 0) {
      head++;
    }
    return alternatives(head + 1, to - 1, inside, next);
  }

  /** An escape that this does not read: what it does not read, it must not rule out. */
  private static boolean isUnknown(char escaped) {
    return Character.isLetterOrDigit(escaped) && "dDsSpPbnt".indexOf(escaped) < 0;
  }

  /** Behind one character, escape, class or group. */
  private int endOfElement(int at) {
    char c = pattern.charAt(at);
    if (c == '\\') {
      boolean property = "pP".indexOf(pattern.charAt(at + 1)) >= 0 && pattern.charAt(at + 2) == '{';
      return property ? pattern.indexOf('}', at) + 1 : at + 2;
    }
    if (c != '[' && c != '(') {
      return at + 1;
    }
    int end = at + 1;
    while (pattern.charAt(end) != (c == '[' ? ']' : ')')) {
      boolean escape = pattern.charAt(end) == '\\';
      if (c == '[' && pattern.charAt(end) == '[') {
        throw new IllegalArgumentException("no outline of a class within a class");
      }
      end = c == '(' ? endOfElement(end) : end + (escape ? 2 : 1);
    }
    return end + 1;
  }

  private static BitSet characters(String one) {
    var all = new BitSet();
    Matcher matcher = Pattern.compile(one, Pattern.UNICODE_CASE).matcher(EVERY);
    while (matcher.find()) {
      all.set(matcher.start());
    }
    return all;
  }

  private int add(@Nullable BitSet characters, int next, int other) {
    nodes.add(new Node(characters, next, other));
    return nodes.size() - 1;
  }

  /** A place in the pattern: before one of these characters, or where one or two ways go on. */
  private record Node(@Nullable BitSet characters, int next, int other) {}

  /** The places where a pattern may be after some characters. */
  private static final class State {

    private final BitSet at;
    private final boolean matched;
    private final boolean isDead;
    private final State[] next;

    State(BitSet at, boolean matched, int kinds) {
      this.at = at;
      this.matched = matched;
      this.isDead = at.isEmpty() && !matched;
      this.next = new State[kinds];
    }
  }
}
