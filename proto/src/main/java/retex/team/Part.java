package retex.team;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * One laptop's part in a shared evaluation: what the team knows, and which texts in its own draft
 * came from others ({@code adopted}), so that they are never taken for its own words. The draft
 * itself is a map from field to text; fields without text are not in it. Immutable.
 */
public record Part(TeamState state, Map<String, String> adopted) {

  public Part {
    adopted = Map.copyOf(adopted);
  }

  /**
   * Takes up what was entered here since the last time as this laptop's own contribution. {@code
   * at} says when a field was changed. Nothing happens where nothing is new.
   */
  public Part wrote(
      TeamKey key, String evaluator, Map<String, String> draft, ToLongFunction<String> at) {
    Optional<Contribution> last = state.of(key.device());
    long next = last.map(Contribution::counter).orElse(0L) + 1;
    Map<String, Statement> own = statements(key);
    Map<String, String> taken = new HashMap<>(adopted);
    boolean changed = state.all(key.device()).size() != 1;
    Set<String> struck = new TreeSet<>();
    Set<String> said = new TreeSet<>();
    var fields = new TreeSet<>(draft.keySet());
    fields.addAll(own.keySet());
    fields.addAll(adopted.keySet());
    for (String field : fields) {
      String now = draft.getOrDefault(field, "");
      Statement before = own.get(field);
      boolean isOwn = now.equals(before == null ? "" : before.value());
      boolean isTaken = now.equals(adopted.get(field));
      if (isTaken || (isOwn && !adopted.containsKey(field))) {
        continue;
      }
      long earliest = before == null ? 0 : before.at() + 1; // whatever became of the clock
      own.put(field, new Statement(now, next, Math.max(at.applyAsLong(field), earliest)));
      taken.remove(field);
      boolean isStruck = now.isEmpty() && !adopted.getOrDefault(field, "").isEmpty();
      (isStruck ? struck : said).add(Place.of(field));
      changed = true;
    }
    if (!changed) {
      return this;
    }
    var settled = new Settled(decisions(key, draft, struck, said), settled(key).plan());
    return new Part(state.with(next(state, key, evaluator, own, settled)), taken);
  }

  /**
   * The decisions of this laptop, and those that what was entered amounts to: what the chief struck
   * out of others' words does not hold, and what the chief says anew undoes that.
   */
  private Map<String, Decision> decisions(
      TeamKey key, Map<String, String> draft, Set<String> struck, Set<String> said) {
    SortedMap<String, Decision> decisions = new TreeMap<>(settled(key).decisions());
    if (!key.device().equals(state.share().chief())) {
      return decisions;
    }
    said.forEach(decisions::remove);
    struck.removeAll(said); // another answer: evaluators differ, and that is decided by itself
    for (Place place : state.places()) {
      if (struck.contains(place.name()) && !place.isOpen()) {
        Map<String, String> left = new TreeMap<>(draft);
        left.keySet().removeIf(field -> !Place.of(field).equals(place.name()));
        long next = state.of(key.device()).map(Contribution::counter).orElse(0L) + 1;
        decisions.put(place.name(), place.deciding(left, key.device(), next));
      }
    }
    return decisions;
  }

  /**
   * Joins what came from another laptop; its texts are not in the draft yet. Where it brings words
   * of this laptop itself that were forgotten here, as when a copy was put back or after leaving
   * the team, they are put together with what was said since, field by field the later; what the
   * draft lacks of them was not withdrawn by anybody.
   */
  public Part met(TeamKey key, String evaluator, TeamState other) {
    Part met = new Part(state.join(other), adopted);
    if (met.state.all(key.device()).equals(state.all(key.device()))) {
      return met;
    }
    Map<String, Statement> before = statements(key);
    Map<String, Statement> after = met.statements(key);
    Map<String, String> taken = new HashMap<>(adopted);
    after.forEach(
        (field, said) -> {
          String text = text(before, field);
          if (!text.equals(said.value())) {
            taken.putIfAbsent(field, text);
          }
        });
    Contribution last = met.state.of(key.device()).orElseThrow();
    if (met.state.all(key.device()).size() > 1) {
      last = next(met.state, key, evaluator, after, met.settled(key));
    }
    return new Part(met.state.with(last), taken);
  }

  /**
   * Words of this laptop that {@link #met} brought back, at places that are open, where its draft
   * shows what it had before; what is settled is put there by {@link #wanted}.
   */
  public Map<String, String> regained(TeamKey key, Part before) {
    Map<String, Statement> known = before.statements(key);
    Map<String, String> regained = new TreeMap<>();
    Set<String> open = new TreeSet<>();
    state.places().stream().filter(Place::isOpen).forEach(it -> open.add(it.name()));
    statements(key)
        .forEach(
            (field, said) -> {
              if (open.contains(Place.of(field))
                  && !before.adopted.containsKey(field)
                  && text(known, field).equals(adopted.get(field))) {
                regained.put(field, said.value());
              }
            });
    return regained;
  }

  private static String text(Map<String, Statement> statements, String field) {
    Statement said = statements.get(field);
    return said == null ? "" : said.value();
  }

  /** The chief plans, or plans anew. */
  public Part planned(TeamKey key, String evaluator, Plan plan) {
    return chief(key, evaluator, new Settled(settled(key).decisions(), Optional.of(plan)));
  }

  /** The chief decides for one version of a place. */
  public Part decided(TeamKey key, String evaluator, Place place, Place.Version chosen) {
    Map<String, Decision> decisions = new TreeMap<>(settled(key).decisions());
    decisions.put(place.name(), place.deciding(chosen));
    return chief(key, evaluator, new Settled(decisions, state.plan()));
  }

  /**
   * This laptop's own part under another version of the form: its statements, its decisions and
   * what it took from others, by the new code of each criterion; what has none is left out. {@code
   * ways} holds every code that moves or goes.
   */
  public Part carried(TeamKey key, String evaluator, Map<String, Optional<String>> ways) {
    Optional<Contribution> last = state.of(key.device());
    Map<String, String> taken = moved(adopted, ways, (one, two) -> one.isEmpty() ? two : one);
    if (last.isEmpty()) {
      return new Part(state, taken);
    }
    Map<String, Decision> decisions = new TreeMap<>();
    moved(settled(key).decisions(), ways, (one, two) -> one)
        .forEach(
            (place, it) ->
                decisions.put(
                    place, new Decision(moved(it.fields(), ways, (one, two) -> one), it.seen())));
    Map<String, Statement> statements = moved(statements(key), ways, last.get().counter() + 1);
    var settled = new Settled(decisions, settled(key).plan());
    return new Part(state.with(next(state, key, evaluator, statements, settled)), taken);
  }

  /** What was said under a code that is gone is withdrawn there: so it follows what was said. */
  private static Map<String, Statement> moved(
      Map<String, Statement> own, Map<String, Optional<String>> ways, long next) {
    Map<String, Statement> moved = moved(own, ways, Part::fuller);
    own.forEach(
        (name, said) -> {
          Statement now = moved.getOrDefault(name, new Statement("", next, said.at() + 1));
          moved.put(name, now.over(said, next));
        });
    return moved;
  }

  private static Statement fuller(Statement one, Statement other) {
    if (one.value().isEmpty() != other.value().isEmpty()) {
      return one.value().isEmpty() ? other : one;
    }
    return Statement.last(one, other);
  }

  private static <T> Map<String, T> moved(
      Map<String, T> byName, Map<String, Optional<String>> ways, BinaryOperator<T> both) {
    Map<String, T> moved = new TreeMap<>();
    byName.forEach(
        (name, it) -> Place.moved(name, ways).ifPresent(to -> moved.merge(to, it, both)));
    return moved;
  }

  /** The texts that the draft should have where everything is settled; empty takes one away. */
  public Map<String, String> wanted(Map<String, String> draft) {
    SortedMap<String, String> wanted = new TreeMap<>();
    Map<String, Set<String>> fields = fieldsByPlace(draft);
    for (Place place : state.places()) {
      Optional<Map<String, String>> settled = place.settled();
      if (settled.isPresent()) {
        for (String field : fields.getOrDefault(place.name(), Set.of())) {
          String text = settled.get().getOrDefault(field, "");
          if (!text.equals(draft.getOrDefault(field, ""))) {
            wanted.put(field, text);
          }
        }
      }
    }
    return wanted;
  }

  /** Remembers which texts of the draft, as it is now, are not this laptop's own. */
  public Part adopted(TeamKey key, Map<String, String> draft) {
    Map<String, Statement> own = statements(key);
    Map<String, String> taken = new HashMap<>(adopted);
    Map<String, Set<String>> fields = fieldsByPlace(draft);
    for (Place place : state.places()) {
      for (String field : fields.getOrDefault(place.name(), Set.of())) {
        String now = draft.getOrDefault(field, "");
        if (now.equals(text(own, field))) {
          taken.remove(field);
        } else if (!place.isOpen()) {
          taken.put(field, now);
        }
      }
    }
    return new Part(state, taken);
  }

  /** Every field of which this laptop knows anything. */
  private Map<String, Set<String>> fieldsByPlace(Map<String, String> draft) {
    Map<String, Set<String>> fields = new HashMap<>();
    Consumer<String> add =
        field -> fields.computeIfAbsent(Place.of(field), any -> new TreeSet<>()).add(field);
    state.contributions().forEach(it -> it.statements().keySet().forEach(add));
    state
        .contributions()
        .forEach(it -> it.decisions().values().forEach(one -> one.fields().keySet().forEach(add)));
    draft.keySet().forEach(add);
    adopted.keySet().forEach(add);
    return fields;
  }

  private Settled settled(TeamKey key) {
    return state.settled(key.device());
  }

  /** What a laptop says now, which goes on from every line of it that is known. */
  private static Contribution next(
      TeamState state,
      TeamKey key,
      String evaluator,
      Map<String, Statement> statements,
      Settled settled) {
    Set<Contribution> lines = state.all(key.device());
    long counter = lines.stream().mapToLong(Contribution::counter).max().orElse(0) + 1;
    return Contribution.sign(
        key, state.share(), counter, evaluator, statements, settled, settled.acts(lines, counter));
  }

  /**
   * What this laptop says, field by field the last where there are several lines of its own; under
   * a new number where that one does not follow each of them.
   */
  private Map<String, Statement> statements(TeamKey key) {
    Set<Contribution> lines = state.all(key.device());
    long next = state.of(key.device()).map(Contribution::counter).orElse(0L) + 1;
    Map<String, Statement> own = new TreeMap<>();
    lines.forEach(
        line -> line.statements().forEach((field, it) -> own.merge(field, it, Statement::last)));
    own.replaceAll(
        (field, it) ->
            lines.stream()
                .flatMap(line -> Stream.ofNullable(line.statements().get(field)))
                .reduce(it, (now, said) -> now.over(said, next)));
    return own;
  }

  private Part chief(TeamKey key, String evaluator, Settled settled) {
    if (!key.device().equals(state.share().chief())) {
      throw TeamRefusal.TEAM_CHIEF_ONLY.at("").asException();
    }
    return new Part(state.with(next(state, key, evaluator, statements(key), settled)), adopted);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Part[" + state + "]";
  }
}
