package retex.server.review;

import static retex.server.review.ReviewRefusal.RECORD_UNKNOWN;

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
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.Versions;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.review.ConflictDrawing.Tried;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.Words;

/** Two versions of one record side by side, and the way to one. */
@Controller("/records")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConflictPages {

  private static final Tried NOTHING = new Tried(Map.of(), "", "", true);

  private final Reviews reviews;
  private final Resolutions resolutions;
  private final Drawing drawing;
  private final ConflictDrawing conflicts;
  private final Frame frame;

  ConflictPages(
      Reviews reviews,
      Resolutions resolutions,
      Drawing drawing,
      ConflictDrawing conflicts,
      Frame frame) {
    this.reviews = reviews;
    this.resolutions = resolutions;
    this.drawing = drawing;
    this.conflicts = conflicts;
    this.frame = frame;
  }

  @Get("/{record}/conflict")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor, String record) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    return page(HttpStatus.OK, request, visitor, RecordId.parse(record), NOTHING);
  }

  @Post("/{record}/conflict")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> resolve(
      HttpRequest<?> request, Visitor visitor, String record, @Body String body) {
    visitor.require(Role.REVIEWER);
    Form form = visitor.form(body);
    RecordId id = RecordId.parse(record);
    List<RevisionId> seen = form.all("version").stream().map(RevisionId::parse).toList();
    Map<String, Integer> chosen = chosen(form, resolutions.versions(id));
    try {
      if (form.text("take").isEmpty()) {
        resolutions.mend(id, seen, chosen, form.text("reason"), visitor.name());
      } else {
        resolutions.take(id, seen, number(form.text("take")), visitor.name());
      }
      return HttpResponse.seeOther(URI.create("/records/" + id + "?said=resolved"));
    } catch (RefusedException refused) {
      String problem = problem(request, refused.refusal(), id);
      var tried = new Tried(chosen, form.text("reason"), problem, true);
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, id, tried);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, RecordId record, Tried tried) {
    Reviewed it = reviews.find(record).orElseThrow(() -> RECORD_UNKNOWN.at("").asException());
    var may =
        new Tried(
            tried.chosen(), tried.reason(), tried.problem(), visitor.account().has(Role.REVIEWER));
    var view =
        conflicts.view(
            it,
            resolutions.versions(record),
            may,
            drawing.wording(Words.in(Frame.language(request))));
    return frame.page(status, request, visitor, "review/conflict.jte", "conflict.title", view);
  }

  private String problem(HttpRequest<?> request, Refusal refusal, RecordId record) {
    Wording wording = drawing.wording(Words.in(Frame.language(request)));
    String said = wording.words().say(refusal);
    return conflicts
        .label(refusal.where(), resolutions.versions(record), wording)
        .map(label -> wording.say("conflict.said", label, said))
        .orElse(said);
  }

  /** Numbers from 1 in fields named after the parts; counted from 0 here. */
  private static Map<String, Integer> chosen(Form form, List<Entry> heads) {
    Map<String, Integer> chosen = new HashMap<>();
    Resolutions.parts(heads).stream()
        .flatMap(it -> it.parts().stream())
        .filter(Versions.Part::differs)
        .filter(it -> !form.text("part." + it.place()).isEmpty())
        .forEach(it -> chosen.put(it.place(), number(form.text("part." + it.place()))));
    return chosen;
  }

  private static int number(String text) {
    return text.matches("[1-9][0-9]?") ? Integer.parseInt(text) - 1 : -1;
  }
}
