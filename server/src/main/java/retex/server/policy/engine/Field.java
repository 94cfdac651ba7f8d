package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.List;

/** Linear algebra modulo the prime 2^61 - 1. */
final class Field {

  private static final long PRIME = (1L << 61) - 1;

  private Field() {}

  /** For each of {@code width} columns its row of a basis of the null space of {@code rows}. */
  static long[][] nullSpace(long[][] rows, int width) {
    var pivots = new ArrayList<Integer>();
    int rank = 0;
    for (int column = 0; column < width && rank < rows.length; column++) {
      int found = rank;
      while (found < rows.length && rows[found][column] == 0) {
        found++;
      }
      if (found < rows.length) {
        long[] pivot = rows[found];
        rows[found] = rows[rank];
        rows[rank] = pivot;
        scale(pivot, inverse(pivot[column]));
        for (int i = 0; i < rows.length; i++) {
          if (i != rank && rows[i][column] != 0) {
            subtract(rows[i], pivot, rows[i][column]);
          }
        }
        pivots.add(column);
        rank++;
      }
    }
    return freeColumns(rows, width, pivots);
  }

  private static long[][] freeColumns(long[][] rows, int width, List<Integer> pivots) {
    long[][] out = new long[width][width - pivots.size()];
    int at = 0;
    for (int column = 0; column < width; column++) {
      if (!pivots.contains(column)) {
        out[column][at] = 1;
        for (int i = 0; i < pivots.size(); i++) {
          out[pivots.get(i)][at] = minus(0, rows[i][column]);
        }
        at++;
      }
    }
    return out;
  }

  private static void scale(long[] row, long by) {
    for (int i = 0; i < row.length; i++) {
      row[i] = times(row[i], by);
    }
  }

  private static void subtract(long[] row, long[] other, long factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] = minus(row[i], times(other[i], factor));
    }
  }

  private static long minus(long a, long b) {
    long out = a - b;
    return out < 0 ? out + PRIME : out;
  }

  static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    long folded = (low & PRIME) + ((low >>> 61) | (high << 3)); // 2^61 = 1
    return folded >= PRIME ? folded - PRIME : folded;
  }

  private static long inverse(long value) {
    long out = 1;
    long base = value;
    for (long power = PRIME - 2; power > 0; power >>= 1) {
      out = (power & 1) == 1 ? times(out, base) : out;
      base = times(base, base);
    }
    return out;
  }

  /** Vectors that do not depend on each other, with the number of the column each came from. */
  static final class Basis {

    private final List<long[]> vectors = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();

    int height() {
      return vectors.size();
    }

    boolean holds(int column) {
      return columns.contains(column);
    }

    /** Adds a vector; false where it depends on those here. */
    boolean add(int column, long[] vector) {
      long[] rest = vector.clone();
      for (long[] other : vectors) {
        int lead = lead(other);
        if (rest[lead] != 0) {
          subtract(rest, other, rest[lead]);
        }
      }
      int lead = lead(rest);
      if (lead == rest.length) {
        return false;
      }
      scale(rest, inverse(rest[lead]));
      vectors.add(rest);
      columns.add(column);
      return true;
    }

    void cutTo(int height) {
      while (vectors.size() > height) {
        vectors.remove(vectors.size() - 1);
        columns.remove(columns.size() - 1);
      }
    }

    private static int lead(long[] vector) {
      int at = 0;
      while (at < vector.length && vector[at] == 0) {
        at++;
      }
      return at;
    }
  }
}
