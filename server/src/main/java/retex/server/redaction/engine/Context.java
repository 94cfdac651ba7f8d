package retex.server.redaction.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every name the system knows, by category. Each is protected in every text. Immutable, and always
 * in one order: a name of two categories is taken for the same one in every run.
 */
public record Context(Map<Category, Set<String>> names) {

  public Context {
    var copy = new EnumMap<Category, Set<String>>(Category.class);
    names.forEach(
        (category, values) ->
            copy.put(category, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
    names = Collections.unmodifiableMap(copy);
  }

  public static Context empty() {
    return new Context(Map.of());
  }

  /** This context and more names of one category. */
  public Context and(Category category, Iterable<String> more) {
    var all = new EnumMap<Category, Set<String>>(Category.class);
    all.putAll(names);
    var values = new TreeSet<>(all.getOrDefault(category, Set.of()));
    for (String name : more) {
      if (!name.isBlank()) {
        values.add(name.strip());
      }
    }
    all.put(category, values);
    return new Context(all);
  }

  /** Every name, whatever it is of. */
  public List<String> all() {
    return names.values().stream().flatMap(Set::stream).distinct().sorted().toList();
  }

  /** Without the names. */
  @Override
  public String toString() {
    return "Context[" + all().size() + " names]";
  }
}
