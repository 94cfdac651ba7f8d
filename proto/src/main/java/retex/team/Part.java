package retex.team;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

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
    boolean changed = last.isEmpty();
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
      own.put(field, new Statement(now, next, at.applyAsLong(field)));
      taken.remove(field);
      boolean isStruck = now.isEmpty() && !adopted.getOrDefault(field, "").isEmpty();
      (isStruck ? struck : said).add(Place.of(field));
      changed = true;
    }
    if (!changed) {
      return this;
    }
    Contribution contribution =
        Contribution.sign(
            key,
            state.share(),
            next,
            evaluator,
            own,
            decisions(key, draft, struck, said),
            last.flatMap(Contribution::plan));
    return new Part(state.with(contribution), taken);
  }

  /**
   * The decisions of this laptop, and those that what was entered amounts to: what the chief struck
   * out of others' words does not hold, and what the chief says anew undoes that.
   */
  private Map<String, Decision> decisions(
      TeamKey key, Map<String, String> draft, Set<String> struck, Set<String> said) {
    SortedMap<String, Decision> decisions = new TreeMap<>(decisions(key));
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

  /** Joins what came from another laptop; its texts are not in the draft yet. */
  public Part met(TeamState other) {
    return new Part(state.join(other), adopted);
  }

  /** The chief plans, or plans anew. */
  public Part planned(TeamKey key, String evaluator, Plan plan) {
    return chief(key, evaluator, decisions(key), Optional.of(plan));
  }

  /** The chief decides for one version of a place. */
  public Part decided(TeamKey key, String evaluator, Place place, Place.Version chosen) {
    Map<String, Decision> decisions = new TreeMap<>(decisions(key));
    decisions.put(place.name(), place.deciding(chosen));
    return chief(key, evaluator, decisions, state.plan());
  }

  /**
   * This laptop's own part under another version of the form: its statements, its decisions and
   * what it took from others, by the new code of each criterion; what has none is left out. {@code
   * ways} holds every code that moves or goes.
   */
  public Part carried(TeamKey key, String evaluator, Map<String, Optional<String>> ways) {
    Optional<Contribution> last = state.of(key.device());
    Map<String, String> taken = moved(adopted, ways);
    if (last.isEmpty()) {
      return new Part(state, taken);
    }
    Map<String, Decision> decisions = new TreeMap<>();
    moved(decisions(key), ways)
        .forEach(
            (place, it) -> decisions.put(place, new Decision(moved(it.fields(), ways), it.seen())));
    Contribution contribution =
        Contribution.sign(
            key,
            state.share(),
            last.get().counter() + 1,
            evaluator,
            moved(statements(key), ways),
            decisions,
            last.get().plan());
    return new Part(state.with(contribution), taken);
  }

  private static <T> Map<String, T> moved(
      Map<String, T> byName, Map<String, Optional<String>> ways) {
    Map<String, T> moved = new TreeMap<>();
    byName.forEach((name, it) -> Place.moved(name, ways).ifPresent(to -> moved.put(to, it)));
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
      if (place.settled().isPresent()) {
        for (String field : fields.getOrDefault(place.name(), Set.of())) {
          String now = draft.getOrDefault(field, "");
          Statement said = own.get(field);
          if (now.equals(said == null ? "" : said.value())) {
            taken.remove(field);
          } else {
            taken.put(field, now);
          }
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

  private Map<String, Decision> decisions(TeamKey key) {
    return state.of(key.device()).map(Contribution::decisions).orElse(Map.of());
  }

  /** A copied laptop may have said two things under one number: what only one has stays. */
  private Map<String, Statement> statements(TeamKey key) {
    Map<String, Statement> own = new TreeMap<>();
    state.contributions().stream()
        .filter(it -> it.device().equals(key.device()))
        .forEach(it -> it.statements().forEach(own::putIfAbsent));
    return own;
  }

  private Part chief(
      TeamKey key, String evaluator, Map<String, Decision> decisions, Optional<Plan> plan) {
    if (!key.device().equals(state.share().chief())) {
      throw TeamRefusal.TEAM_CHIEF_ONLY.at("").asException();
    }
    Optional<Contribution> last = state.of(key.device());
    long next = last.map(Contribution::counter).orElse(0L) + 1;
    return new Part(
        state.with(
            Contribution.sign(
                key, state.share(), next, evaluator, statements(key), decisions, plan)),
        adopted);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Part[" + state + "]";
  }
}
