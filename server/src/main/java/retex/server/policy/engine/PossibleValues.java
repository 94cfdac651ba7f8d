package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which values are possible for each member, for each sum that a figure may turn out to have,
 * beside what was told before and knowing that all are whole numbers of the scale. One solution
 * found shows a value of every member; members that are counted in the same figures could change
 * places, so that what is possible for one is for each of them. Not thread-safe: for one question.
 */
final class PossibleValues {

  private static final int MOST_STEPS = 100_000; // narrowings; some tenths of a second

  private final int lowest;
  private final int highest;
  private final int width;
  private final int[] figure;
  private final List<int[]> sets = new ArrayList<>();
  private final List<Band> sums = new ArrayList<>();
  private int[] like = {}; // by member: the first that is counted in the same figures
  private int steps;

  PossibleValues(Figure figure, List<Told> before) {
    this.lowest = figure.lowest();
    this.highest = figure.highest();
    Map<Member, Integer> columns = new LinkedHashMap<>();
    List<Member> members = figure.parts().stream().map(Figure.Part::member).toList();
    this.figure = columns(columns, members);
    for (Told it : before) {
      sets.add(columns(columns, it.members()));
      sums.add(new Band(it.least(), it.most()));
    }
    this.width = columns.size();
  }

  private static int[] columns(Map<Member, Integer> columns, List<Member> members) {
    members.forEach(member -> columns.putIfAbsent(member, columns.size()));
    return members.stream().mapToInt(columns::get).toArray();
  }

  /**
   * By sum, from the lowest, and by member: the possible values as bits, none where the sum is
   * impossible; empty where that cannot be reckoned within the steps allowed.
   */
  Optional<int[][]> bySum() {
    int least = lowest * figure.length;
    int[][] values = new int[highest * figure.length - least + 1][];
    sets.add(figure);
    like = like();
    for (int i = 0; i < values.length; i++) {
      sums.add(new Band(least + i, least + i));
      values[i] = values();
      sums.remove(sums.size() - 1);
    }
    sets.remove(sets.size() - 1);
    return steps > MOST_STEPS ? Optional.empty() : Optional.of(values);
  }

  private int[] like() {
    var counted = new BitSet[width];
    for (int member = 0; member < width; member++) {
      counted[member] = new BitSet();
    }
    for (int i = 0; i < sets.size(); i++) {
      for (int member : sets.get(i)) {
        counted[member].set(i);
      }
    }
    Map<BitSet, Integer> first = new HashMap<>();
    int[] firsts = new int[width];
    for (int member = 0; member < width; member++) {
      first.putIfAbsent(counted[member], member);
      firsts[member] = first.get(counted[member]);
    }
    return firsts;
  }

  private int[] values() {
    int[] seen = new int[width];
    for (int member = 0; member < width; member++) {
      for (int value = lowest; like[member] == member && value <= highest; value++) {
        boolean isNew = (seen[member] >> value & 1) == 0;
        if (isNew && !mark(seen, member, value) && member == 0 && value == highest) {
          return seen; // of the first member no value at all: there is no solution
        }
      }
    }
    return seen;
  }

  private boolean mark(int[] seen, int member, int value) {
    int[] low = new int[width];
    int[] high = new int[width];
    Arrays.fill(low, lowest);
    Arrays.fill(high, highest);
    low[member] = value;
    high[member] = value;
    Optional<int[]> solution = solution(low, high);
    solution.ifPresent(
        it -> {
          for (int i = 0; i < width; i++) {
            seen[like[i]] |= 1 << it[i];
          }
          for (int i = 0; i < width; i++) {
            seen[i] = seen[like[i]];
          }
        });
    return seen[member] != 0;
  }

  private Optional<int[]> solution(int[] low, int[] high) {
    if (++steps > MOST_STEPS || !narrow(low, high)) {
      return Optional.empty();
    }
    int open = firstOpen(low, high);
    if (open < 0) {
      return Optional.of(low);
    }
    int middle = (low[open] + high[open]) / 2;
    for (int away = 0; away <= highest - lowest; away++) {
      Optional<int[]> found = with(low, high, open, middle + away);
      if (found.isEmpty() && away > 0) {
        found = with(low, high, open, middle - away);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<int[]> with(int[] low, int[] high, int member, int value) {
    if (value < low[member] || value > high[member]) {
      return Optional.empty();
    }
    int[] lowest = low.clone();
    int[] highest = high.clone();
    lowest[member] = value;
    highest[member] = value;
    return solution(lowest, highest);
  }

  /** Draws the bounds together until nothing moves; false where a sum cannot be met. */
  private boolean narrow(int[] low, int[] high) {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < sets.size(); i++) {
        int[] set = sets.get(i);
        int least = Arrays.stream(set).map(it -> low[it]).sum();
        int most = Arrays.stream(set).map(it -> high[it]).sum();
        for (int it : set) {
          int from = Math.max(low[it], sums.get(i).least() - most + high[it]);
          int to = Math.min(high[it], sums.get(i).most() - least + low[it]);
          if (from > to) {
            return false;
          }
          if (from != low[it] || to != high[it]) {
            least += from - low[it];
            most += to - high[it];
            low[it] = from;
            high[it] = to;
            moved = true;
          }
        }
      }
    }
    return true;
  }

  private static int firstOpen(int[] low, int[] high) {
    int at = 0;
    while (at < low.length && low[at] == high[at]) {
      at++;
    }
    return at == low.length ? -1 : at;
  }
}
