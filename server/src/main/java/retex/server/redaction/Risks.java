package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;

/** The list on top of the desk: what an officer should look at first. Safe for several threads. */
@Singleton
final class Risks {

  private final Catalogue catalogue;
  private final Shifts shifts;

  Risks(Catalogue catalogue, Shifts shifts) {
    this.catalogue = catalogue;
    this.shifts = shifts;
  }

  /** What is left to look at, the gravest first. */
  List<Risk> of(Accepted record, List<RedactedField> fields, Decided decided, Set<String> changed) {
    var risks = new ArrayList<Risk>();
    decided
        .waiting()
        .forEach(
            it ->
                risks.add(
                    new Risk(
                        Risk.Kind.UNMASKING_WAITS,
                        it.field(),
                        it.startAt(),
                        it.endAt(),
                        it.content())));
    catalogue.unit(record.unit()).ifPresent(it -> ofUnit(it, risks));
    for (RedactedField field : fields) {
      for (Span span : field.redacted().spans()) {
        Place place = Place.of(field.field(), span);
        if (!decided.isSeen(place, span) && decided.waitingAt(place).isEmpty()) {
          ofSpan(field, span, risks);
        }
      }
      if (changed.contains(field.field())) {
        risks.add(new Risk(Risk.Kind.CHANGED, field.field(), 0, 0, ""));
      }
    }
    for (Risk shift : shifts.of(record, fields)) {
      if (shift.kind() == Risk.Kind.OPENED || !isSeen(shift, fields, decided)) {
        risks.add(shift);
      }
    }
    risks.sort(Comparator.comparing(Risk::kind));
    return risks;
  }

  private static boolean isSeen(Risk risk, List<RedactedField> fields, Decided decided) {
    Place place = new Place(risk.field(), risk.from(), risk.to());
    return fields.stream()
        .filter(it -> it.field().equals(risk.field()))
        .flatMap(it -> it.redacted().spans().stream())
        .filter(place::isAt)
        .anyMatch(it -> decided.isSeen(place, it));
  }

  private void ofUnit(Unit unit, List<Risk> risks) {
    if (unit.mission().isEmpty()) {
      return;
    }
    List<Unit> there =
        catalogue.units().stream().filter(it -> it.mission().equals(unit.mission())).toList();
    if (there.stream().filter(it -> it.state().equals(unit.state())).count() == 1) {
      risks.add(Risk.ofRecord(Risk.Kind.ONLY_UNIT_OF_STATE));
    }
    if (there.stream().filter(it -> it.type().equals(unit.type())).count() == 1) {
      risks.add(Risk.ofRecord(Risk.Kind.ONLY_UNIT_OF_TYPE));
    }
  }

  private static void ofSpan(RedactedField field, Span span, List<Risk> risks) {
    Risk.Kind kind =
        span.stage().equals("language")
            ? Risk.Kind.LANGUAGE
            : span.category() == Category.INDIRECT ? Risk.Kind.INDIRECT : Risk.Kind.UNSURE;
    if (span.isDoubtful()) {
      risks.add(
          new Risk(
              kind,
              field.field(),
              span.from(),
              span.to(),
              field.redacted().original().substring(span.from(), span.to())));
    }
  }
}
