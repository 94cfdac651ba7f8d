package retex.team;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import retex.contract.DeviceId;
import retex.instrument.InstrumentRef;

/**
 * What the chief settled: the decisions, by place, and the plan. Where the chief's laptop was put
 * back there are several lines of it, and this is all of them together, the same on every laptop:
 * what one line changed and the others did not know holds; where two changed the same, a decision
 * is asked for anew, and a plan keeps everybody of both.
 */
record Settled(Map<String, Decision> decisions, Optional<Plan> plan) {

  Settled {
    decisions = Map.copyOf(decisions);
  }

  static Settled of(SortedSet<Contribution> lines) {
    if (lines.size() == 1) {
      return new Settled(lines.first().decisions(), lines.first().plan());
    }
    List<Contribution> latest =
        lines.stream()
            .sorted(
                Comparator.comparingLong(Contribution::counter)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<String, Decision> decisions = new TreeMap<>();
    for (String place : places(latest)) {
      decision(place, latest).ifPresent(it -> decisions.put(place, it));
    }
    return new Settled(decisions, plan(latest));
  }

  /** The acts of every line, and one for each thing that this makes otherwise than any of them. */
  SortedSet<Act> acts(Collection<Contribution> lines, long counter) {
    var acts = new TreeSet<Act>();
    lines.forEach(it -> acts.addAll(it.acts()));
    var places = places(lines);
    places.addAll(decisions.keySet());
    for (String place : places) {
      Optional<Decision> now = Optional.ofNullable(decisions.get(place));
      if (isNew(now, lines, it -> Optional.ofNullable(it.decisions().get(place)))) {
        acts.add(Act.of(place, counter, now.map(it -> it.message(place))));
      }
    }
    if (isNew(plan, lines, Contribution::plan)) {
      acts.add(Act.of(Act.PLAN, counter, plan.map(Plan::message)));
    }
    return acts;
  }

  private static <T> boolean isNew(
      Optional<T> now, Collection<Contribution> lines, Function<Contribution, Optional<T>> was) {
    return lines.isEmpty()
        ? now.isPresent()
        : lines.stream().anyMatch(it -> !was.apply(it).equals(now));
  }

  private static TreeSet<String> places(Collection<Contribution> lines) {
    var places = new TreeSet<String>();
    lines.forEach(it -> places.addAll(it.decisions().keySet()));
    return places;
  }

  private static Optional<Decision> decision(String place, List<Contribution> lines) {
    List<Contribution> standing = standing(place, lines, it -> it.decisions().containsKey(place));
    List<Decision> said =
        standing.stream()
            .flatMap(it -> Stream.ofNullable(it.decisions().get(place)))
            .distinct()
            .toList();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    boolean isOne =
        said.size() == 1
            && standing.stream().allMatch(it -> it.decisions().containsKey(place))
            && standing.stream().anyMatch(it -> lines.stream().allMatch(o -> knows(it, o, place)));
    return Optional.of(isOne ? said.get(0) : said.get(0).askedAnew());
  }

  /**
   * Members never leave a plan, and it never goes back to an older version of the form; of an area
   * that both gave away, the line that counts further.
   */
  private static Optional<Plan> plan(List<Contribution> lines) {
    List<Plan> plans =
        standing(Act.PLAN, lines, it -> it.plan().isPresent()).stream()
            .flatMap(it -> it.plan().stream())
            .distinct()
            .toList();
    if (plans.size() < 2) {
      return plans.stream().findFirst();
    }
    Map<String, Card> members = new TreeMap<>();
    Map<String, DeviceId> areas = new LinkedHashMap<>();
    for (Plan it : plans) {
      it.members().forEach(card -> members.putIfAbsent(card.device().hex(), card));
      it.areas().forEach(areas::putIfAbsent);
    }
    Plan first = plans.get(0);
    String newest =
        plans.stream()
            .map(Plan::instrument)
            .reduce((one, next) -> version(next) > version(one) ? next : one)
            .orElseThrow();
    return Optional.of(new Plan(newest, first.head(), List.copyOf(members.values()), areas));
  }

  private static int version(String instrument) {
    return InstrumentRef.parse(instrument).version();
  }

  /**
   * The lines whose last act at a place no other line went on from; and of programs that wrote no
   * acts, those that have anything there: nobody can say that they were gone on from.
   */
  private static List<Contribution> standing(
      String place, List<Contribution> lines, Predicate<Contribution> hasAnything) {
    Map<Contribution, Act> heads = new LinkedHashMap<>();
    for (Contribution line : lines) {
      line.acts().stream()
          .filter(it -> it.place().equals(place))
          .max(Comparator.naturalOrder())
          .ifPresent(it -> heads.put(line, it));
    }
    if (heads.isEmpty()) {
      return lines.stream().filter(hasAnything).toList();
    }
    return lines.stream()
        .filter(
            it ->
                it.acts().isEmpty()
                    ? hasAnything.test(it)
                    : Optional.ofNullable(heads.get(it))
                        .filter(head -> isLast(head, heads))
                        .isPresent())
        .toList();
  }

  private static boolean isLast(Act head, Map<Contribution, Act> heads) {
    return heads.entrySet().stream()
        .filter(it -> !it.getValue().equals(head))
        .noneMatch(it -> it.getKey().acts().contains(head));
  }

  /** Whether a line has all that the chief wrote at a place in another one. */
  private static boolean knows(Contribution line, Contribution other, String place) {
    return other.statements().entrySet().stream()
        .filter(it -> Place.of(it.getKey()).equals(place))
        .allMatch(
            it ->
                Optional.ofNullable(line.statements().get(it.getKey()))
                    .filter(here -> here.follows(it.getValue()))
                    .isPresent());
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Settled[" + decisions.size() + "]";
  }
}
