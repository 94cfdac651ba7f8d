package retex.server.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * An attacker who has every figure that was told, and reckons on another way than the product: by
 * whole fractions over all sets of units, and by trying every assignment of ratings.
 */
class DisclosureAttackTest {

  private static final Limits LIMITS = new Limits(3, 2, 50, 0, 2);
  private static final int UNITS = 7;

  @Property(tries = 400)
  void no_sequence_of_figures_tells_of_fewer_than_three_units_or_of_one_state(@ForAll long seed) {
    var random = new Random(seed);
    var world = new World(random);

    List<Figure> told = world.tell(12);

    for (int mask = 1; mask < 1 << UNITS; mask++) {
      if (world.isTooSmall(mask)) {
        assertThat(world.someCombinationLiesIn(mask, told)).as("units %s", mask).isFalse();
      }
    }
  }

  @Property(tries = 200)
  void every_told_unit_may_have_had_another_rating(@ForAll long seed) {
    var world = new World(new Random(seed));

    List<Figure> told = world.tell(12);

    List<Set<Integer>> possible = world.possible(told);
    told.stream()
        .flatMap(figure -> figure.members().stream())
        .forEach(it -> assertThat(possible.get(World.number(it))).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void figures_are_told_at_all() {
    int told = 0;
    for (int seed = 0; seed < 200; seed++) {
      told += new World(new Random(seed)).tell(12).size();
    }

    assertThat(told).isGreaterThan(200);
  }

  /** Seven units of three states with ratings, and figures over random sets of them. */
  private static final class World {

    private final Random random;
    private final int[] ratings = new int[UNITS];
    private final int[] states = new int[UNITS];

    World(Random random) {
      this.random = random;
      for (int i = 0; i < UNITS; i++) {
        ratings[i] = 1 + random.nextInt(4);
        states[i] = random.nextInt(3);
      }
    }

    static int number(Member member) {
      return Integer.parseInt(member.unit());
    }

    List<Figure> tell(int tries) {
      var told = new ArrayList<Figure>();
      for (int i = 0; i < tries; i++) {
        var parts = new ArrayList<Figure.Part>();
        for (int unit = 0; unit < UNITS; unit++) {
          if (random.nextInt(3) > 0) {
            String name = Integer.toString(unit);
            parts.add(
                new Figure.Part(new Member(name, "S" + states[unit], name, false), ratings[unit]));
          }
        }
        var figure = new Figure("x", 1, 4, parts);
        List<Told> before = told.stream().map(Figure::told).toList();
        if (!parts.isEmpty() && Disclosure.of(figure, before, "", LIMITS).isEmpty()) {
          told.add(figure);
        }
      }
      return told;
    }

    boolean isTooSmall(int mask) {
      var seen = new HashSet<Integer>();
      for (int i = 0; i < UNITS; i++) {
        if ((mask >> i & 1) == 1) {
          seen.add(states[i]);
        }
      }
      return Integer.bitCount(mask) < 3 || seen.size() < 2;
    }

    /** A combination lies within the mask when leaving its columns out lowers the rank. */
    boolean someCombinationLiesIn(int mask, List<Figure> told) {
      return rank(told, 0) > rank(told, mask);
    }

    private static int rank(List<Figure> told, int without) {
      BigInteger[][] rows = new BigInteger[told.size()][UNITS];
      for (int i = 0; i < told.size(); i++) {
        for (int j = 0; j < UNITS; j++) {
          rows[i][j] = BigInteger.ZERO;
        }
        for (Member member : told.get(i).members()) {
          boolean isLeftOut = (without >> number(member) & 1) == 1;
          rows[i][number(member)] = isLeftOut ? BigInteger.ZERO : BigInteger.ONE;
        }
      }
      int rank = 0;
      for (int column = 0; column < UNITS && rank < rows.length; column++) {
        int at = rank;
        while (at < rows.length && rows[at][column].signum() == 0) {
          at++;
        }
        if (at < rows.length) {
          BigInteger[] pivot = rows[at];
          rows[at] = rows[rank];
          rows[rank] = pivot;
          for (int i = rank + 1; i < rows.length; i++) {
            BigInteger factor = rows[i][column];
            for (int j = 0; j < UNITS; j++) {
              rows[i][j] = rows[i][j].multiply(pivot[column]).subtract(pivot[j].multiply(factor));
            }
          }
          rank++;
        }
      }
      return rank;
    }

    List<Set<Integer>> possible(List<Figure> told) {
      var possible = new ArrayList<Set<Integer>>();
      for (int i = 0; i < UNITS; i++) {
        possible.add(new TreeSet<>());
      }
      for (int code = 0; code < 1 << (2 * UNITS); code++) {
        int assignment = code;
        boolean fits =
            told.stream()
                .allMatch(
                    figure ->
                        figure.members().stream()
                                .mapToInt(it -> rating(assignment, number(it)))
                                .sum()
                            == figure.sum());
        for (int unit = 0; fits && unit < UNITS; unit++) {
          possible.get(unit).add(rating(code, unit));
        }
      }
      return possible;
    }

    private static int rating(int assignment, int unit) {
      return 1 + (assignment >> (2 * unit) & 3);
    }
  }
}
