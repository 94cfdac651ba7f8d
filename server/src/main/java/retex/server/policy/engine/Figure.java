package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mean over observations that is about to be told: of what, from which members, each with its
 * value on a scale from {@code lowest} to {@code highest}. Figures of different subjects have
 * nothing to do with each other.
 */
public record Figure(String subject, int lowest, int highest, List<Part> parts) {

  public Figure {
    parts = List.copyOf(parts);
  }

  public double mean() {
    return (double) sum() / parts.size();
  }

  public int sum() {
    return parts.stream().mapToInt(Part::value).sum();
  }

  public int units() {
    return (int) parts.stream().map(it -> it.member().unit()).distinct().count();
  }

  int states() {
    return (int) parts.stream().map(it -> it.member().state()).distinct().count();
  }

  /** The largest share of the observations that is one unit's, in percent, rounded up. */
  int dominance() {
    Map<String, Long> counts =
        parts.stream()
            .collect(Collectors.groupingBy(it -> it.member().unit(), Collectors.counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return parts.isEmpty() ? 100 : (int) ((100L * most + parts.size() - 1) / parts.size());
  }

  /** Units that are their state's only one. */
  public List<String> loneUnits() {
    return parts.stream()
        .filter(it -> it.member().lone())
        .map(it -> it.member().unit())
        .distinct()
        .toList();
  }

  Figure withoutUnit(String unit) {
    return new Figure(
        subject,
        lowest,
        highest,
        parts.stream().filter(it -> !it.member().unit().equals(unit)).toList());
  }

  /** Without the observations of some members. */
  Figure without(Set<Member> known) {
    var left = new ArrayList<>(parts);
    left.removeIf(it -> known.contains(it.member()));
    return new Figure(subject, lowest, highest, left);
  }

  Set<Member> members() {
    return parts.stream().map(Part::member).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** One observation. */
  public record Part(Member member, int value) {

    /** Without the value. */
    @Override
    public String toString() {
      return "Part[" + member + "]";
    }
  }

  /** Without values. */
  @Override
  public String toString() {
    return "Figure[" + subject + ", " + parts.size() + "]";
  }
}
