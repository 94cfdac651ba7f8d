package retex.server.policy.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the sums that a figure may have into what is told of it: each sum by itself, but one band at
 * either end of the scale, at least half a step of the mean wide. The bands are widened until
 * whatever comes out leaves every member enough values. The cut follows from who is counted and
 * from what was told before, never from the sum: so neither a band nor a refusal says anything of
 * the values but what was reckoned with.
 */
final class Bands {

  private final int lowest; // sum
  private final int highest;
  private final int edge;
  private final int enough;

  Bands(Figure figure, int enough) {
    this.lowest = figure.lowest() * figure.parts().size();
    this.highest = figure.highest() * figure.parts().size();
    this.edge = Math.max(figure.parts().size() / 2, enough - 1);
    this.enough = enough;
  }

  /**
   * The band that holds the sum, where {@code views} are, for each one that may read it, the values
   * that are possible then, by sum from the lowest and by member, as bits; empty where no cut
   * leaves enough. Without any view nothing was told before.
   */
  Optional<Band> of(int sum, List<int[][]> views) {
    int low = lowest + edge;
    int high = highest - edge;
    while (low < high) {
      int plain = firstPlain(views, low, high);
      if (plain > highest) {
        return Optional.of(band(sum, low, high));
      }
      if (plain < high && plain - low <= high - plain) {
        low = Math.max(low + 1, plain);
      } else {
        high = Math.min(high - 1, plain);
      }
    }
    return Optional.empty();
  }

  private Band band(int sum, int low, int high) {
    if (sum <= low) {
      return new Band(lowest, low);
    }
    return sum >= high ? new Band(high, highest) : new Band(sum, sum);
  }

  /** The first sum of the first band that leaves some member too few values; beyond all if none. */
  private int firstPlain(List<int[][]> views, int low, int high) {
    if (isPlain(views, lowest, low)) {
      return lowest;
    }
    for (int sum = low + 1; sum < high; sum++) {
      if (isPlain(views, sum, sum)) {
        return sum;
      }
    }
    return isPlain(views, high, highest) ? high : highest + 1;
  }

  private boolean isPlain(List<int[][]> views, int from, int to) {
    return views.stream().anyMatch(it -> isPlain(it, from, to));
  }

  /** Not where none of the sums is possible at all. */
  private boolean isPlain(int[][] values, int from, int to) {
    int[] open = new int[values[0].length];
    for (int sum = from; sum <= to; sum++) {
      for (int member = 0; member < open.length; member++) {
        open[member] |= values[sum - lowest][member];
      }
    }
    return Arrays.stream(open).anyMatch(it -> it != 0)
        && Arrays.stream(open).anyMatch(it -> Integer.bitCount(it) < enough);
  }
}
