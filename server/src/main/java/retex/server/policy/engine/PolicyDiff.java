package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What differs between two versions of a policy, a line each, in the words of the file. */
public final class PolicyDiff {

  private PolicyDiff() {}

  /** Every difference; empty where they say the same. */
  public static List<Change> between(Policy before, Policy after) {
    var changes = new ArrayList<Change>();
    Limits was = before.limits();
    Limits is = after.limits();
    add(changes, "policy", before.name(), after.name());
    add(changes, "statistics · units", was.units(), is.units());
    add(changes, "statistics · states", was.states(), is.states());
    add(changes, "statistics · dominance-percent", was.dominancePercent(), is.dominancePercent());
    add(changes, "statistics · lone-unit-extra", was.loneUnits(), is.loneUnits());
    add(changes, "statistics · possible-values", was.possibleValues(), is.possibleValues());
    add(changes, "quotations · most", before.quotes().most(), after.quotes().most());
    add(
        changes,
        "quotations · fewest-words",
        before.quotes().fewestWords(),
        after.quotes().fewestWords());
    var places = new TreeSet<>(before.table().keySet());
    places.addAll(after.table().keySet());
    for (Policy.Place place : places) {
      add(
          changes,
          place.word(),
          before.of(place.detail(), place.recipient(), place.classification()).word(),
          after.of(place.detail(), place.recipient(), place.classification()).word());
    }
    return changes;
  }

  /**
   * Whether the later holds back, tells coarser or of larger groups, anything that is told before.
   */
  public static boolean isStricter(Policy before, Policy after) {
    return isStricterInFigures(before, after)
        || after.quotes().most() < before.quotes().most()
        || after.quotes().fewestWords() > before.quotes().fewestWords()
        || before.table().keySet().stream().anyMatch(it -> isStricter(it, before, after));
  }

  /** The same of figures over groups alone. */
  public static boolean isStricterInFigures(Policy before, Policy after) {
    Limits was = before.limits();
    Limits is = after.limits();
    return is.units() > was.units()
        || is.states() > was.states()
        || is.dominancePercent() < was.dominancePercent()
        || is.loneUnits() > was.loneUnits()
        || is.possibleValues() > was.possibleValues()
        || before.table().entrySet().stream()
            .filter(it -> it.getValue() instanceof Treatment.Aggregate)
            .anyMatch(it -> isStricter(it.getKey(), before, after));
  }

  private static boolean isStricter(Policy.Place it, Policy before, Policy after) {
    Treatment was = before.of(it.detail(), it.recipient(), it.classification());
    Treatment is = after.of(it.detail(), it.recipient(), it.classification());
    if (is.equals(was) || was.equals(Treatment.SUPPRESS) || is instanceof Treatment.Release) {
      return false;
    }
    return !(was instanceof Treatment.Aggregate larger
        && is instanceof Treatment.Aggregate smaller
        && smaller.units() <= larger.units());
  }

  private static void add(List<Change> changes, String what, Object before, Object after) {
    if (!before.equals(after)) {
      changes.add(new Change(what, before.toString(), after.toString()));
    }
  }

  /** One difference. */
  public record Change(String what, String before, String after) {}
}
