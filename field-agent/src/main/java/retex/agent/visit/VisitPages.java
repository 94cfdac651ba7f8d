package retex.agent.visit;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import retex.agent.library.LibraryUnit;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/** Units due, visits planned, improvements agreed, on one page. */
@Controller("/visits")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class VisitPages {

  private final Visits visits;
  private final Frame frame;

  VisitPages(Visits visits, Frame frame) {
    this.visits = visits;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(HttpStatus.OK, request, Typed.NONE);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> plan(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    try {
      visits.plan(form.text("unit"), form.text("from"), form.text("to"), form.text("team"));
      return HttpResponse.seeOther(URI.create("/visits"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      var typed =
          new Typed(why, form.text("unit"), form.text("from"), form.text("to"), form.text("team"));
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, typed);
    }
  }

  @Post("/{id}/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> drop(String id, @Body String body) {
    frame.form(body);
    visits.drop(id);
    return HttpResponse.seeOther(URI.create("/visits"));
  }

  private HttpResponse<?> page(HttpStatus status, HttpRequest<?> request, Typed typed) {
    Words words = Words.in(Frame.language(request));
    Made made = visits.made();
    List<PlanLine> planned = visits.planned().stream().map(it -> planned(it, made, words)).toList();
    var view =
        new View(
            typed,
            visits.due(made).stream().map(it -> due(it, planned, words)).toList(),
            planned,
            visits.agreed(made).stream().map(it -> agreed(it, words)).toList());
    return frame.page(status, request, "visit/visits.jte", "visits.title", view);
  }

  private DueLine due(Due it, List<PlanLine> plans, Words words) {
    String planned =
        plans.stream()
            .filter(plan -> plan.code().equals(it.unit().code()) && plan.record().isEmpty())
            .filter(plan -> !LocalDate.parse(plan.to()).isBefore(visits.today()))
            .findFirst()
            .map(plan -> words.say("visits.due.planned", plan.days()))
            .orElse("");
    String why =
        it.reasons().stream()
            .map(
                reason ->
                    words.say(
                        "visits.due." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        it.last().map(Due.LastVisit::low).orElse(0)))
            .collect(Collectors.joining(" · "));
    return new DueLine(
        it.unit().code(),
        it.unit().label(),
        why,
        planned,
        it.last().map(last -> Dates.day(last.ended(), words)).orElse("–"));
  }

  private PlanLine planned(Plan it, Made made, Words words) {
    LocalDate from = LocalDate.ofEpochDay(it.fromDay());
    LocalDate to = LocalDate.ofEpochDay(it.toDay());
    String instrument = visits.unit(it.unit()).map(visits::instrument).orElse("");
    return new PlanLine(
        it.id(),
        it.unit(),
        visits.unit(it.unit()).map(LibraryUnit::label).orElse(it.unit()),
        instrument,
        visits.evaluation(it, instrument, made).map(ended -> ended.id().toString()).orElse(""),
        from.toString(),
        to.toString(),
        Dates.day(from, words) + " – " + Dates.day(to, words),
        it.team());
  }

  private AgreedLine agreed(Visits.Agreed it, Words words) {
    return new AgreedLine(
        it.unit().label(),
        visits.criterion(it.improvement(), words.language()),
        it.improvement().action().isEmpty()
            ? words.say("visits.agreed.withheld")
            : it.improvement().action(),
        it.improvement().owner(),
        Dates.day(it.improvement().due(), words),
        it.late());
  }

  /** What the page shows. */
  public record View(
      Typed typed, List<DueLine> due, List<PlanLine> planned, List<AgreedLine> agreed) {

    public View {
      due = List.copyOf(due);
      planned = List.copyOf(planned);
      agreed = List.copyOf(agreed);
    }
  }

  /** What was typed for a unit and why it was refused; all empty for nothing. */
  public record Typed(String why, String unit, String from, String to, String team) {
    static final Typed NONE = new Typed("", "", "", "", "");

    /** This where it was typed for the unit, else nothing. */
    public Typed of(String code) {
      return unit.equals(code) ? this : NONE;
    }
  }

  /** One unit that is due; {@code planned} says when it is to be visited, empty for not yet. */
  public record DueLine(String code, String unit, String why, String planned, String last) {}

  /** One planned visit; {@code record} is the one in which it ended, empty for none. */
  public record PlanLine(
      String id,
      String code,
      String unit,
      String instrument,
      String record,
      String from,
      String to,
      String days,
      String team) {}

  /** One improvement. */
  public record AgreedLine(
      String unit, String criterion, String action, String owner, String due, boolean late) {}

  /** The way to the page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("visits")
    NavigationEntry entry() {
      return new NavigationEntry(15, "/visits", "visits.title");
    }
  }
}
