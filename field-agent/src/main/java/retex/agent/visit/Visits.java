package retex.agent.visit;

import static retex.agent.visit.VisitRefusal.VISIT_DAYS_UNFIT;
import static retex.agent.visit.VisitRefusal.VISIT_UNIT_UNFIT;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.library.Previous;
import retex.agent.record.OwnRecord;
import retex.agent.record.Visited;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;

/** Units due, visits planned, and improvements agreed, as this laptop knows them. */
@Singleton
final class Visits {

  private final Library library;
  private final Previous previous;
  private final Visited visited;
  private final Plans plans;
  private final Clock clock;

  Visits(Library library, Previous previous, Visited visited, Plans plans, Clock clock) {
    this.library = library;
    this.previous = previous;
    this.visited = visited;
    this.plans = plans;
    this.clock = clock;
  }

  /** What this laptop evaluated: read once for a page. */
  Made made() {
    return Made.of(visited, library);
  }

  /** The units that are due today, the most pressing first. */
  List<Due> due(Made made) {
    List<Due.Known> known =
        library.units().stream()
            .map(unit -> new Due.Known(unit, last(unit, made).map(Last::visit)))
            .toList();
    return Due.on(today(), known);
  }

  List<Plan> planned() {
    return plans.listOrderByFromDay();
  }

  /** What was agreed at the last evaluation of each unit, the earliest date first. */
  List<Agreed> agreed(Made made) {
    var agreed = new ArrayList<Agreed>();
    for (LibraryUnit unit : library.units()) {
      last(unit, made)
          .ifPresent(
              it ->
                  it.improvements()
                      .forEach(
                          one -> agreed.add(new Agreed(unit, one, one.due().isBefore(today())))));
    }
    agreed.sort(Comparator.comparing(it -> it.improvement().due()));
    return agreed;
  }

  /** Plans a visit of a unit that is in the list. */
  void plan(String unit, String from, String to, String team) {
    if (library.unit(unit).isEmpty()) {
      throw VISIT_UNIT_UNFIT.at("unit").asException();
    }
    try {
      LocalDate first = LocalDate.parse(from);
      LocalDate last = LocalDate.parse(to);
      if (last.isBefore(first)) {
        throw VISIT_DAYS_UNFIT.at("to").asException();
      }
      String id = UUID.randomUUID().toString();
      plans.save(new Plan(id, unit, first.toEpochDay(), last.toEpochDay(), team));
    } catch (DateTimeException e) {
      throw VISIT_DAYS_UNFIT.at("from").asException();
    }
  }

  void drop(String id) {
    plans.deleteById(id);
  }

  Optional<LibraryUnit> unit(String code) {
    return library.unit(code);
  }

  /** The form that a visit of a unit of this type is made with; empty where there is none. */
  String instrument(LibraryUnit unit) {
    return library
        .instruments()
        .newestFor(new retex.instrument.UnitType(unit.type()))
        .map(it -> it.ref().toString())
        .orElse("");
  }

  /** The record in which a visit ended, where it was made with that form; empty for none. */
  Optional<OwnRecord> evaluation(Plan visit, String instrument, Made made) {
    return Optional.of(instrument)
        .filter(it -> !it.isEmpty())
        .flatMap(
            it ->
                made.evaluation(
                    visit.unit(),
                    InstrumentRef.parse(it).id(),
                    LocalDate.ofEpochDay(visit.fromDay()),
                    LocalDate.ofEpochDay(visit.toDay())));
  }

  /** What an improvement is about: the code, and the question where its form is known here. */
  String criterion(Last.Improved it, String language) {
    return library
        .instruments()
        .find(InstrumentRef.parse(it.form()))
        .flatMap(form -> form.criterion(new CriterionCode(it.criterion())))
        .map(known -> it.criterion() + " – " + known.text().in(language))
        .orElse(it.criterion());
  }

  /** An improvement of a unit; {@code late} when its day has passed. */
  record Agreed(LibraryUnit unit, Last.Improved improvement, boolean late) {}

  /** The visit that ended last, whenever it was written down; of the same day the one made here. */
  private Optional<Last> last(LibraryUnit unit, Made made) {
    Optional<Last> own =
        made.of(unit.code())
            .map(Made.One::last)
            .reduce((one, next) -> next.ended().isAfter(one.ended()) ? next : one);
    Optional<Last> others = previous.of(unit.code()).stream().findFirst().map(Last::of);
    return own.filter(it -> others.stream().noneMatch(other -> it.ended().isBefore(other.ended())))
        .or(() -> others);
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }
}
