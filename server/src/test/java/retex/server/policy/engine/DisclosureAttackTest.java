package retex.server.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker who has every figure that was told, and knows which were asked for and refused; he
 * reckons on another way than the product: by whole fractions over all sets of units, and by trying
 * every assignment of ratings.
 */
class DisclosureAttackTest {

  private static final Limits LIMITS = new Limits(3, 2, 50, 1, 2);
  private static final int UNITS = 7;
  private static final int FEW = 5; // of which every assignment is tried

  @Property(tries = 400)
  void no_sequence_of_figures_tells_of_fewer_than_three_units_or_of_one_state(@ForAll long seed) {
    var random = new Random(seed);
    var world = new World(random);

    List<Told> told = world.tell(12);

    for (int mask = 1; mask < 1 << UNITS; mask++) {
      if (world.isTooSmall(mask)) {
        assertThat(world.someCombinationLiesIn(mask, told)).as("units %s", mask).isFalse();
      }
    }
  }

  @Property(tries = 200)
  void every_told_unit_may_have_had_another_rating(@ForAll long seed) {
    var world = new World(new Random(seed));

    List<Told> told = world.tell(12);

    List<Set<Integer>> possible = world.possible(told);
    told.stream()
        .flatMap(it -> it.members().stream())
        .forEach(it -> assertThat(possible.get(World.number(it))).hasSizeGreaterThanOrEqualTo(2));
  }

  /**
   * Every assignment of ratings goes through the same questions. Those that get the same answers,
   * refusals among them, are what the attacker cannot tell apart.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void what_is_refused_tells_no_more_than_what_is_told(long seed) {
    var random = new Random(seed);
    var questions = new ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      questions.add(random.nextInt(1 << FEW) | random.nextInt(1 << FEW));
    }
    Map<String, List<Integer>> alike = new HashMap<>();
    for (int code = 0; code < 1 << (2 * FEW); code++) {
      alike.computeIfAbsent(answers(questions, code), any -> new ArrayList<>()).add(code);
    }

    for (List<Integer> codes : alike.values()) {
      for (int unit = 0; unit < FEW; unit++) {
        int of = unit;
        assertThat(codes.stream().map(code -> World.rating(code, of)).distinct().count())
            .as("unit %s of %s", unit, questions)
            .isGreaterThanOrEqualTo(2);
      }
    }
    assertThat(alike).hasSizeGreaterThan(3);
  }

  private static String answers(List<Integer> questions, int code) {
    var answers = new StringBuilder();
    var told = new ArrayList<Told>();
    for (int question : questions) {
      var parts = new ArrayList<Figure.Part>();
      for (int unit = 0; unit < FEW; unit++) {
        if ((question >> unit & 1) == 1) {
          String name = Integer.toString(unit);
          var member = new Member(name, "S" + unit % 3, name, false);
          parts.add(new Figure.Part(member, World.rating(code, unit)));
        }
      }
      answers.append(
          Disclosure.of(new Figure("x", 1, 4, parts), told, "", LIMITS)
              .<String>fold(
                  it -> {
                    told.add(it.told());
                    return " " + it.band();
                  },
                  why -> " " + why));
    }
    return answers.toString();
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

    List<Told> tell(int tries) {
      var told = new ArrayList<Told>();
      for (int i = 0; i < tries; i++) {
        Figure figure = figure(random.nextInt(1 << UNITS) | random.nextInt(1 << UNITS));
        if (!figure.parts().isEmpty()) {
          Disclosure.of(figure, told, "", LIMITS)
              .<Boolean>fold(it -> told.add(it.told()), why -> false);
        }
      }
      return told;
    }

    Figure figure(int mask) {
      var parts = new ArrayList<Figure.Part>();
      for (int unit = 0; unit < UNITS; unit++) {
        if ((mask >> unit & 1) == 1) {
          String name = Integer.toString(unit);
          parts.add(
              new Figure.Part(new Member(name, "S" + states[unit], name, false), ratings[unit]));
        }
      }
      return new Figure("x", 1, 4, parts);
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
    boolean someCombinationLiesIn(int mask, List<Told> told) {
      return rank(told, 0) > rank(told, mask);
    }

    private static int rank(List<Told> told, int without) {
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

    List<Set<Integer>> possible(List<Told> told) {
      var possible = new ArrayList<Set<Integer>>();
      for (int i = 0; i < UNITS; i++) {
        possible.add(new TreeSet<>());
      }
      for (int code = 0; code < 1 << (2 * UNITS); code++) {
        int assignment = code;
        boolean fits =
            told.stream()
                .allMatch(
                    it -> {
                      int sum =
                          it.members().stream()
                              .mapToInt(one -> rating(assignment, number(one)))
                              .sum();
                      return it.least() <= sum && sum <= it.most();
                    });
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
