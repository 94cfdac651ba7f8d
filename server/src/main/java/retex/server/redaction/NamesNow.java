package retex.server.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.NameFinder;
import retex.server.redaction.engine.Redactor;
import retex.server.review.Accepted;

/**
 * The names known at one moment, to be asked once for a run over many records: those of the
 * catalogue and of records, and those that officers masked as names in any text of a unit. Safe for
 * use by several threads.
 */
final class NamesNow {

  private final Context context;
  private final Decisions decisions;
  private final Map<String, List<Decision>> byUnit = new ConcurrentHashMap<>();
  private final Map<String, NameFinder> finders = new ConcurrentHashMap<>();

  NamesNow(Context context, Decisions decisions) {
    this.context = context;
    this.decisions = decisions;
  }

  /** Those of the catalogue and of records. */
  Context context() {
    return context;
  }

  /** Finds those that officers masked in the record, or in another of its unit. */
  Optional<NameFinder> ofOfficers(Accepted record, Decided decided, String language) {
    if (!Redactor.reads(language)) {
      return Optional.empty();
    }
    var masks = new ArrayList<>(decided.masks());
    masks.addAll(byUnit.computeIfAbsent(record.unit().value(), this::masks));
    Context names = Context.empty();
    for (Decision it : masks) {
      Category category = Category.valueOf(it.category());
      if (category.isName()) {
        names = names.and(category, List.of(it.content()));
      }
    }
    if (names.all().isEmpty()) {
      return Optional.empty();
    }
    Context known = names;
    return Optional.of(
        finders.computeIfAbsent(
            language + " " + known.names(), any -> new NameFinder(known, language)));
  }

  private List<Decision> masks(String unit) {
    return decisions.findByUnitAndActionAndState(unit, Action.MASK, Standing.STANDING);
  }
}
