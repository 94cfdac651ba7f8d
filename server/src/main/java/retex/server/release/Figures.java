package retex.server.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retex.instrument.Criterion;
import retex.instrument.CriterionKind;
import retex.instrument.Heading;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.server.catalogue.Activity;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueNow;
import retex.server.catalogue.Unit;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Figure;
import retex.server.policy.engine.Member;
import retex.server.policy.engine.Recipient;
import retex.server.policy.engine.Told;

/**
 * What one feedback tells of numbers: figures over groups, and ratings of one unit. Asks the
 * catalogue once. For one thread.
 */
final class Figures {

  private final Instruments instruments;
  private final CatalogueNow known;
  private final Map<String, Boolean> trained = new HashMap<>(); // by revision

  Figures(Catalogue catalogue) {
    this.instruments = catalogue.instruments();
    this.known = catalogue.now();
  }

  /** The mean of a criterion over evaluations that asked it alike; may be empty of parts. */
  Figure of(Criterion criterion, List<Evidence.Evaluated> group) {
    var parts = new ArrayList<Figure.Part>();
    for (Evidence.Evaluated it : group) {
      int rating = it.rating(criterion);
      if (rating > 0) {
        parts.add(new Figure.Part(member(it), rating));
      }
    }
    String subject = group.isEmpty() ? "" : subject(group.get(0), criterion);
    return new Figure(subject, 1, 4, parts); // the scale of every instrument
  }

  /** Every rating that is told by itself: who has them can take them out of a figure. */
  List<Told> direct(Evidence evidence) {
    var told = new ArrayList<Told>();
    for (Evidence.Evaluated it : evidence.evaluations()) {
      for (Criterion criterion : it.instrument().criteria()) {
        int rating = criterion.kind() == CriterionKind.RATING ? it.rating(criterion) : 0;
        if (rating > 0 && it.shows(criterion)) {
          told.add(Told.exactly(subject(it, criterion), List.of(member(it)), rating));
        }
      }
    }
    return told;
  }

  /**
   * Whether some provider trained the unit, with its state's consent, so that it may be told of it
   * by itself, now or in another document. Follows from the catalogue and the policy alone, never
   * from what was answered.
   */
  boolean isToldByUnit(Evidence.Evaluated it, Detail detail) {
    Reading reading =
        new Reading(
            it.reading().policy(),
            it.reading().asked(),
            Recipient.TRAINED_PROVIDER,
            it.reading().classification());
    return reading.tells(detail) && trained.computeIfAbsent(it.revision(), any -> isTrained(it));
  }

  private boolean isTrained(Evidence.Evaluated it) {
    return known.activitiesFor(it.unit().code()).stream()
        .map(Activity::provider)
        .distinct()
        .filter(one -> known.consented(it.unit().state(), one, it.end()))
        .anyMatch(
            one -> Permission.trained(known, one, it.unit().code(), it.rotation(), it.start()));
  }

  private Member member(Evidence.Evaluated it) {
    return new Member(
        it.unit().code().value(), it.unit().state().value(), it.revision(), isLone(it.unit()));
  }

  /** Whether its state has no other unit of its type in the mission: naming one names the other. */
  private boolean isLone(Unit unit) {
    return known.units().stream()
        .noneMatch(
            it ->
                !it.code().equals(unit.code())
                    && it.state().equals(unit.state())
                    && it.type().equals(unit.type())
                    && it.mission().equals(unit.mission()));
  }

  /** Under what names it was told before: its own, and the same code in other versions. */
  List<String> subjects(Figure figure) {
    int slash = figure.subject().indexOf('/');
    InstrumentRef own = InstrumentRef.parse(figure.subject().substring(0, slash));
    return instruments.headings().stream()
        .map(Heading::ref)
        .filter(ref -> ref.id().equals(own.id()))
        .map(ref -> ref + figure.subject().substring(slash))
        .toList();
  }

  private static String subject(Evidence.Evaluated it, Criterion criterion) {
    return it.instrument().ref() + "/" + criterion.code();
  }
}
