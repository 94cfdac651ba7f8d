package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
   * What becomes of {@code figure}. {@code before} are all figures ever told of its subject; {@code
   * ownState} is the reader's own, whose units it knows anyway, or empty. Members whose values are
   * known are left out of what is told.
   */
  public static Verdict of(Figure figure, List<Told> before, String ownState, Limits limits) {
    Set<Member> known = known(figure, before, ownState);
    Figure unknown = figure.without(known);
    Optional<Withheld> why = plain(unknown, limits);
    if (why.isEmpty() && isHalfKnown(figure, before, ownState)) {
      why = Optional.of(Withheld.DIFFERENCE);
    }
    if (why.isPresent()) {
      return new Verdict.Holding(why.get());
    }
    List<Told> others = connected(unknown, before, known, figure);
    List<Told> all = new ArrayList<>(others);
    all.add(Told.exactly(figure.subject(), List.copyOf(unknown.members()), 0));
    Optional<Withheld> isolated = new Isolation(all, limits).find();
    return isolated.isPresent()
        ? new Verdict.Holding(isolated.get())
        : asBand(unknown, others, limits.possibleValues());
  }

  private static Verdict asBand(Figure unknown, List<Told> others, int enough) {
    var bands = new Bands(unknown, enough);
    if (others.isEmpty()) {
      return new Verdict.Telling(unknown, bands.first(unknown.sum()));
    }
    Optional<int[][]> values = new PossibleValues(unknown, others).bySum();
    if (values.isEmpty()) {
      return new Verdict.Holding(Withheld.UNSURE);
    }
    return bands
        .of(unknown.sum(), values.get())
        .<Verdict>map(band -> new Verdict.Telling(unknown, band))
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
  private static boolean isHalfKnown(Figure figure, List<Told> before, String ownState) {
    Set<Member> here = figure.members();
    return before.stream()
        .filter(it -> it.members().stream().anyMatch(here::contains))
        .flatMap(it -> it.members().stream())
        .anyMatch(it -> isOf(it, ownState) && !here.contains(it));
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
}
