package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.CHOICE_UNFIT;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.agent.entry.ConflictView.Tried;
import retex.agent.library.Library;
import retex.agent.record.Conflicts;
import retex.agent.record.Log;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.NarrativePart;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.Versions;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Validation;
import retex.refusal.RefusedException;

/** Two versions of one record side by side, and the way to one. */
@Controller("/own")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConflictPages {

  private final Library library;
  private final Log log;
  private final Conflicts conflicts;
  private final Frame frame;

  ConflictPages(Library library, Log log, Conflicts conflicts, Frame frame) {
    this.library = library;
    this.log = log;
    this.conflicts = conflicts;
    this.frame = frame;
  }

  @Get("/{id}/conflict")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, String id) {
    return page(HttpStatus.OK, request, RecordId.parse(id), Tried.NOTHING);
  }

  @Post("/{id}/conflict")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> resolve(HttpRequest<?> request, String id, @Body String body) {
    Form form = frame.form(body);
    RecordId record = RecordId.parse(id);
    List<Entry> heads = conflicts.versions(record);
    List<RevisionId> seen = form.all("version").stream().map(RevisionId::parse).toList();
    Map<String, Integer> chosen = chosen(form, heads);
    String author = author(heads);
    try {
      if (form.text("take").isEmpty()) {
        fitting(heads, Conflicts.merged(heads, chosen, form.text("reason")));
        conflicts.mend(record, seen, chosen, form.text("reason"), author);
      } else {
        conflicts.take(record, seen, number(form.text("take")), author);
      }
      return HttpResponse.seeOther(URI.create("/own/" + record));
    } catch (RefusedException refused) {
      Words words = Words.in(Frame.language(request));
      String label = view(heads, Tried.NOTHING, record, words).label(refused.refusal().where());
      String said = words.say(refused.refusal());
      String problem = label.isEmpty() ? said : words.say("form.said", label, said);
      var tried = new Tried(chosen, form.text("reason"), problem);
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, record, tried);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, RecordId record, Tried tried) {
    Words words = Words.in(Frame.language(request));
    var view = view(conflicts.versions(record), tried, record, words);
    return frame.page(status, request, "entry/conflict.jte", "conflict.title", view);
  }

  private ConflictView view(List<Entry> heads, Tried tried, RecordId record, Words words) {
    String here = log.tip().log().device().hex() + " " + log.tip().log().epoch();
    var form = library.instruments().find(heads.get(0).revision().instrument());
    return ConflictView.of(log.find(record), here, heads, form, tried, words);
  }

  /** Who wrote here last resolves it: the laptop knows its users by what they write. */
  private String author(List<Entry> heads) {
    var device = log.tip().log().device();
    return heads.stream()
        .map(Entry::revision)
        .filter(it -> it.log().device().equals(device))
        .reduce((earlier, later) -> later)
        .orElse(heads.get(0).revision())
        .author();
  }

  /** Two versions that fit the form each may not fit it mixed. */
  private void fitting(List<Entry> heads, retex.contract.Payload merged) {
    boolean isNew = heads.stream().noneMatch(it -> it.payload().equals(merged));
    if (isNew && merged instanceof Evaluation evaluation) {
      Map<CriterionCode, Answer> answers = new LinkedHashMap<>();
      evaluation.answers().forEach(it -> answers.put(it.criterion(), it));
      Map<String, String> narrative = new LinkedHashMap<>();
      for (NarrativePart it : evaluation.narrative()) {
        narrative.put(it.code(), it.text());
      }
      library.instruments().find(heads.get(0).revision().instrument()).stream()
          .flatMap(form -> Validation.problems(form, answers, narrative).stream())
          .findFirst()
          .ifPresent(
              problem -> {
                throw CHOICE_UNFIT.at(problem.where()).asException();
              });
    }
  }

  /** Numbers from 1 in fields named after the parts; counted from 0 here. */
  private static Map<String, Integer> chosen(Form form, List<Entry> heads) {
    Map<String, Integer> chosen = new HashMap<>();
    Conflicts.parts(heads).stream()
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
