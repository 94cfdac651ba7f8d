package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a combination of told sums that is about too few units or states. The sums are rows
 * over the members; some combination lies within a group of columns exactly when the group's rows
 * of the null space depend on each other. So each group that is too small is tried, and never all
 * combinations.
 *
 * <p>Reckons modulo the prime 2^61 - 1: a number that is zero there and is not zero would have to
 * be a multiple of it, which minors of such matrices below 28 columns cannot be (Hadamard's bound)
 * and larger ones are by no construction that a reader chooses.
 */
final class Isolation {

  private static final long MOST_STEPS = 400_000;

  private final Limits limits;
  private final List<Member> members = new ArrayList<>();
  private final long[][] nullSpace;
  private long steps;

  Isolation(List<Told> told, Limits limits) {
    this.limits = limits;
    var columns = new LinkedHashMap<Member, Integer>();
    for (Told it : told) {
      it.members().forEach(member -> columns.putIfAbsent(member, columns.size()));
    }
    members.addAll(columns.keySet());
    long[][] rows = new long[told.size()][columns.size()];
    for (int i = 0; i < told.size(); i++) {
      for (Member member : told.get(i).members()) {
        rows[i][columns.getOrDefault(member, 0)]++;
      }
    }
    this.nullSpace = Field.nullSpace(rows, columns.size());
  }

  /** Why nothing more may be told; empty where every combination is about enough units. */
  Optional<Withheld> find() {
    Map<String, List<Integer>> units = columnsBy(true);
    Map<String, List<Integer>> states = columnsBy(false);
    var lone = new LinkedHashSet<String>();
    members.stream().filter(Member::lone).forEach(it -> lone.add(it.unit()));
    boolean isolated =
        anyDependent(new ArrayList<>(units.values()), limits.units() - 1, List.of())
            || anyDependent(new ArrayList<>(states.values()), limits.states() - 1, List.of());
    for (String unit : lone) {
      List<Integer> with = units.getOrDefault(unit, List.of());
      var others = new LinkedHashMap<>(units);
      others.remove(unit);
      isolated =
          isolated
              || anyDependent(
                  new ArrayList<>(others.values()), limits.units() + limits.loneUnits() - 2, with)
              || anyDependent(new ArrayList<>(states.values()), limits.states() - 1, with);
    }
    if (steps > MOST_STEPS) {
      return Optional.of(Withheld.UNSURE);
    }
    return isolated ? Optional.of(Withheld.DIFFERENCE) : Optional.empty();
  }

  /** Whether some union of {@code size} of the groups and {@code with} holds a combination. */
  private boolean anyDependent(List<List<Integer>> groups, int size, List<Integer> with) {
    var basis = new Field.Basis();
    return !addAll(basis, with) || dependent(groups, 0, Math.min(size, groups.size()), basis);
  }

  private boolean dependent(List<List<Integer>> groups, int from, int size, Field.Basis basis) {
    if (size == 0 || steps > MOST_STEPS) {
      return false;
    }
    for (int i = from; i <= groups.size() - size; i++) {
      int height = basis.height();
      if (!addAll(basis, groups.get(i)) || dependent(groups, i + 1, size - 1, basis)) {
        return true;
      }
      basis.cutTo(height);
    }
    return false;
  }

  private boolean addAll(Field.Basis basis, List<Integer> columns) {
    for (int column : columns) {
      steps++;
      boolean isThere = basis.holds(column);
      if (!isThere && !basis.add(column, nullSpace[column])) {
        return false;
      }
    }
    return true;
  }

  private Map<String, List<Integer>> columnsBy(boolean unit) {
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < members.size(); i++) {
      String key = unit ? members.get(i).unit() : members.get(i).state();
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
    }
    return groups;
  }
}
