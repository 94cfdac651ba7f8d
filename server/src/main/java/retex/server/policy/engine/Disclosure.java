package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a figure may be told beside all that were told before, of which members, and how exactly.
 * Refused where the group is small, of too few states, or mostly one unit; where some sum or
 * difference of figures, however combined, is about fewer units or states than a figure may be; and
 * where the sums would leave a unit too few values. Follows from who is counted and from what was
 * told before, never from the figure's own values, so that a refusal tells nothing of them. Pure;
 * the reasons and their sources are in docs/policy.md.
 */
public final class Disclosure {

  private Disclosure() {}

  /**
   * What becomes of {@code figure}, which is told of all its members or not at all. {@code before}
   * are all figures ever told of its subject; {@code ownState} is the reader's own, whose units it
   * knows anyway, or empty. Must hold for whoever knows nothing beside, for whoever knows what was
   * told of one member by itself, and for the reader.
   */
  public static Verdict of(Figure figure, List<Told> before, String ownState, Limits limits) {
    List<View> views =
        Stream.of(Set.<Member>of(), known(figure, before, ""), known(figure, before, ownState))
            .distinct()
            .map(it -> View.of(figure, before, it))
            .toList();
    Optional<Withheld> why =
        first(views, it -> plain(it.unknown(), limits))
            .or(() -> isHalfKnown(figure, before, ownState))
            .or(() -> first(views, it -> new Isolation(it.all(), limits).find()));
    return why.<Verdict>map(Verdict.Holding::new)
        .orElseGet(() -> asBand(figure, views, limits.possibleValues()));
  }

  private static Optional<Withheld> first(
      List<View> views, Function<View, Optional<Withheld>> check) {
    return views.stream().flatMap(it -> check.apply(it).stream()).findFirst();
  }

  private static Verdict asBand(Figure figure, List<View> views, int enough) {
    var values = new ArrayList<int[][]>();
    for (View view : views) {
      if (view.narrows(figure)) {
        Optional<int[][]> some = new PossibleValues(view.unknown(), view.others()).bySum();
        if (some.isEmpty()) {
          return new Verdict.Holding(Withheld.UNSURE);
        }
        values.add(view.ofWhole(figure, some.get()));
      }
    }
    return new Bands(figure, enough)
        .of(figure.sum(), values)
        .<Verdict>map(band -> new Verdict.Telling(figure, band))
        .orElse(new Verdict.Holding(Withheld.VALUE_PLAIN));
  }

  private static Optional<Withheld> plain(Figure it, Limits limits) {
    if (it.units() < limits.units()) {
      return Optional.of(Withheld.FEW_UNITS);
    }
    if (it.states() < limits.states()) {
      return Optional.of(Withheld.FEW_STATES);
    }
    if (it.dominance() > limits.dominancePercent()) {
      return Optional.of(Withheld.ONE_DOMINATES);
    }
    return isTooSmallForLoneUnits(it, limits) ? Optional.of(Withheld.LONE_UNIT) : Optional.empty();
  }

  /** Its state knows a lone unit's value: what is left without it must be a group, too. */
  private static boolean isTooSmallForLoneUnits(Figure it, Limits limits) {
    return it.loneUnits().stream()
        .map(it::withoutUnit)
        .anyMatch(
            left ->
                left.units() < limits.units() + limits.loneUnits() - 1
                    || left.states() < limits.states());
  }

  private static Set<Member> known(Figure figure, List<Told> before, String ownState) {
    Set<Member> known =
        before.stream()
            .filter(Told::isOfOneMember)
            .map(it -> it.members().get(0))
            .collect(Collectors.toCollection(HashSet::new));
    figure.members().stream().filter(it -> isOf(it, ownState)).forEach(known::add);
    return known;
  }

  /** A reader that knows a part of an earlier figure which we no longer know the value of. */
  private static Optional<Withheld> isHalfKnown(Figure figure, List<Told> before, String ownState) {
    Set<Member> here = figure.members();
    return before.stream()
        .filter(it -> it.members().stream().anyMatch(here::contains))
        .flatMap(it -> it.members().stream())
        .filter(it -> isOf(it, ownState) && !here.contains(it))
        .findFirst()
        .map(any -> Withheld.DIFFERENCE);
  }

  private static boolean isOf(Member member, String state) {
    return !state.isEmpty() && member.state().equals(state);
  }

  /** Whatever was told that hangs together with the figure, less what is known. */
  private static List<Told> connected(
      Figure unknown, List<Told> before, Set<Member> known, Figure figure) {
    var in = new ArrayList<Told>();
    Set<Member> reached = new HashSet<>(unknown.members());
    List<Told> left =
        before.stream()
            .filter(it -> !it.isOfOneMember())
            .map(it -> less(it, known, figure, before))
            .filter(it -> !it.members().isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    boolean grows = true;
    while (grows) {
      List<Told> next =
          left.stream().filter(it -> it.members().stream().anyMatch(reached::contains)).toList();
      left.removeAll(next);
      in.addAll(next);
      next.forEach(it -> reached.addAll(it.members()));
      grows = !next.isEmpty();
    }
    return in;
  }

  private static Told less(Told it, Set<Member> known, Figure figure, List<Told> before) {
    var members = new ArrayList<Member>();
    int sum = 0;
    for (Member member : it.members()) {
      if (known.contains(member)) {
        sum += value(member, figure, before);
      } else {
        members.add(member);
      }
    }
    return new Told(it.subject(), members, it.least() - sum, it.most() - sum);
  }

  private static int value(Member member, Figure figure, List<Told> before) {
    return before.stream()
        .filter(it -> it.isOfOneMember() && it.members().get(0).equals(member))
        .findFirst()
        .map(Told::least)
        .orElseGet(
            () ->
                figure.parts().stream()
                    .filter(it -> it.member().equals(member))
                    .findFirst()
                    .map(Figure.Part::value)
                    .orElse(0));
  }

  /** What is left of the figure, and of those told before, for one who knows some members. */
  private record View(Figure unknown, List<Told> others) {

    static View of(Figure figure, List<Told> before, Set<Member> known) {
      Figure unknown = figure.without(known);
      return new View(unknown, connected(unknown, before, known, figure));
    }

    List<Told> all() {
      List<Told> all = new ArrayList<>(others);
      all.add(Told.exactly(unknown.subject(), List.copyOf(unknown.members()), 0));
      return all;
    }

    boolean narrows(Figure figure) {
      return !others.isEmpty() || unknown.parts().size() < figure.parts().size();
    }

    /** The values by the sum of all members, whose known ones are what they are. */
    int[][] ofWhole(Figure figure, int[][] values) {
      int size = figure.parts().size();
      int from = figure.lowest() * (size - unknown.parts().size()) - figure.sum() + unknown.sum();
      int[][] whole = new int[(figure.highest() - figure.lowest()) * size + 1][];
      for (int i = 0; i < whole.length; i++) {
        int at = i + from;
        whole[i] = at >= 0 && at < values.length ? values[at] : new int[values[0].length];
      }
      return whole;
    }
  }
}
