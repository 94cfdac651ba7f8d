package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a figure may be told beside all that were told before. Refused where the group is small,
 * of too few states, or mostly one unit; where some sum or difference of figures, however combined,
 * is about fewer units or states than a figure may be; and where the sums leave a unit too few
 * values. Pure; the reasons and their sources are in docs/policy.md.
 */
public final class Disclosure {

  private Disclosure() {}

  /**
   * Why {@code figure} is withheld; empty where it may be told. {@code before} are all figures ever
   * told of its subject; {@code ownState} is the reader's own, whose units it knows anyway, or
   * empty.
   */
  public static Optional<Withheld> of(
      Figure figure, List<Told> before, String ownState, Limits limits) {
    Set<Member> known = known(figure, before, ownState);
    Figure unknown = figure.without(known);
    Optional<Withheld> plain = plain(figure, limits).or(() -> plain(unknown, limits));
    if (plain.isPresent()) {
      return plain;
    }
    if (isHalfKnown(figure, before, ownState)) {
      return Optional.of(Withheld.DIFFERENCE);
    }
    List<Told> all = connected(unknown, before, known, figure);
    Optional<Withheld> isolated = new Isolation(all, limits).find();
    return isolated.isPresent()
        ? isolated
        : new PossibleValues(all, figure.lowest(), figure.highest(), limits.possibleValues())
            .find();
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
    return limits.loneUnits() > 0
        && it.loneUnits().stream()
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

  /** The figure and whatever was told that hangs together with it, less what is known. */
  private static List<Told> connected(
      Figure unknown, List<Told> before, Set<Member> known, Figure figure) {
    var in = new ArrayList<Told>();
    in.add(unknown.told());
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
    int sum = it.sum();
    for (Member member : it.members()) {
      if (known.contains(member)) {
        sum -= value(member, figure, before);
      } else {
        members.add(member);
      }
    }
    return new Told(it.subject(), members, sum);
  }

  private static int value(Member member, Figure figure, List<Told> before) {
    return before.stream()
        .filter(it -> it.isOfOneMember() && it.members().get(0).equals(member))
        .findFirst()
        .map(Told::sum)
        .orElseGet(
            () ->
                figure.parts().stream()
                    .filter(it -> it.member().equals(member))
                    .findFirst()
                    .map(Figure.Part::value)
                    .orElse(0));
  }
}
