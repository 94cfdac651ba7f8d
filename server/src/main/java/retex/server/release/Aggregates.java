package retex.server.release;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.InstrumentRef;
import retex.instrument.Releasable;

/**
 * Criteria that may be told in groups only: at least three units from at least two states, each
 * unit counted once by its last evaluation. A smaller group is held back.
 */
@Singleton
final class Aggregates {

  private static final int FEWEST_UNITS = 3; // DOMAIN, "What a capacity provider may learn"
  private static final int FEWEST_STATES = 2;

  /** Adds the section, where any group is large enough. */
  void write(Sheet page, Evidence evidence) {
    Map<InstrumentRef, List<Evidence.Evaluated>> byForm = new LinkedHashMap<>();
    for (Evidence.Evaluated it : TopicNeed.latest(evidence)) {
      byForm.computeIfAbsent(it.instrument().ref(), any -> new ArrayList<>()).add(it);
    }
    var rows = new ArrayList<List<String>>();
    byForm.values().forEach(group -> rows.addAll(rows(page, group)));
    if (!rows.isEmpty()) {
      page.heading(2, "feedback.groups");
      page.table(
          page.say("feedback.groups.caption"),
          List.of("feedback.criterion", "feedback.mean", "feedback.units-counted"),
          rows);
    }
  }

  private static List<List<String>> rows(Sheet page, List<Evidence.Evaluated> group) {
    var rows = new ArrayList<List<String>>();
    for (Criterion criterion : group.get(0).instrument().criteria()) {
      if (criterion.releasable() != Releasable.AGGREGATE) {
        continue;
      }
      List<Evidence.Evaluated> rated =
          group.stream().filter(it -> rating(it, criterion) > 0).toList();
      long states = rated.stream().map(it -> it.unit().state()).distinct().count();
      if (rated.size() >= FEWEST_UNITS && states >= FEWEST_STATES) {
        double mean = rated.stream().collect(Collectors.averagingInt(it -> rating(it, criterion)));
        rows.add(
            List.of(
                criterion.text().in(page.language()),
                page.figure(mean),
                Integer.toString(rated.size())));
      }
    }
    return rows;
  }

  private static int rating(Evidence.Evaluated it, Criterion criterion) {
    Answer answer = it.answers().get(criterion.code());
    return answer == null ? 0 : answer.fold(Answer.Rated::rating, unseen -> 0, given -> 0);
  }
}
