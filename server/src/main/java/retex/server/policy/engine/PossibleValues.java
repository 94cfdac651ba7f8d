package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which values the told sums leave open to each member, knowing that all are whole numbers of the
 * scale: a mean at the end of the scale gives everyone's away. Looks for one solution that has the
 * value; where none is found within the steps allowed, the value counts as impossible.
 */
final class PossibleValues {

  private static final int MOST_STEPS = 4_000;

  private final int lowest;
  private final int highest;
  private final int enough;
  private final int width;
  private final List<int[]> sets = new ArrayList<>();
  private final List<Integer> sums = new ArrayList<>();
  private int steps;

  PossibleValues(List<Told> told, int lowest, int highest, int enough) {
    this.lowest = lowest;
    this.highest = highest;
    this.enough = enough;
    Map<Member, Integer> columns = new LinkedHashMap<>();
    for (Told it : told) {
      it.members().forEach(member -> columns.putIfAbsent(member, columns.size()));
      sets.add(it.members().stream().mapToInt(columns::get).toArray());
      sums.add(it.sum());
    }
    this.width = columns.size();
  }

  Optional<Withheld> find() {
    for (int member = 0; member < width; member++) {
      int possible = 0;
      for (int value = lowest; value <= highest && possible < enough; value++) {
        possible += isPossible(member, value) ? 1 : 0;
      }
      if (possible < enough) {
        return Optional.of(Withheld.VALUE_PLAIN);
      }
    }
    return Optional.empty();
  }

  private boolean isPossible(int member, int value) {
    int[] low = new int[width];
    int[] high = new int[width];
    Arrays.fill(low, lowest);
    Arrays.fill(high, highest);
    low[member] = value;
    high[member] = value;
    steps = 0;
    return solvable(low, high);
  }

  private boolean solvable(int[] low, int[] high) {
    if (++steps > MOST_STEPS || !narrow(low, high)) {
      return false;
    }
    int open = firstOpen(low, high);
    if (open < 0) {
      return true;
    }
    int middle = (low[open] + high[open]) / 2;
    for (int away = 0; away <= highest - lowest; away++) {
      if (tries(low, high, open, middle + away)
          || (away > 0 && tries(low, high, open, middle - away))) {
        return true;
      }
    }
    return false;
  }

  private boolean tries(int[] low, int[] high, int member, int value) {
    if (value < low[member] || value > high[member]) {
      return false;
    }
    int[] lowest = low.clone();
    int[] highest = high.clone();
    lowest[member] = value;
    highest[member] = value;
    return solvable(lowest, highest);
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
          int from = Math.max(low[it], sums.get(i) - most + high[it]);
          int to = Math.min(high[it], sums.get(i) - least + low[it]);
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
