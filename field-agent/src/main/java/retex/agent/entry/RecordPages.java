package retex.agent.entry;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import retex.agent.attachment.Attachments;
import retex.agent.draft.Draft;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Score;
import retex.instrument.Scoring;

/** The page of one record, and what is done with it. */
@Controller("/own")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class RecordPages {

  private final Library library;
  private final Log log;
  private final Submission submission;
  private final Attachments attachments;
  private final Frame frame;

  RecordPages(
      Library library, Log log, Submission submission, Attachments attachments, Frame frame) {
    this.library = library;
    this.log = log;
    this.submission = submission;
    this.attachments = attachments;
    this.frame = frame;
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> record(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "0") long revision) {
    OwnRecord record = log.find(RecordId.parse(id));
    Words words = Words.in(Frame.language(request));
    if (record.state() == RecordState.ERASED) {
      var erased = new Erased(Remarks.of(record, words), record.id().toString());
      return frame.page(request, "entry/erased.jte", "record.title", erased);
    }
    List<Entry> revisions = log.revisionsOf(record.id());
    Entry last = revisions.get(revisions.size() - 1);
    Entry shown =
        revisions.stream()
            .filter(it -> it.revision().number() == revision)
            .findFirst()
            .orElse(last);
    boolean isGone = record.state() == RecordState.WITHDRAWN;
    var view =
        new Shown(
            id,
            last.revision().id().hex(),
            shown.equals(last) ? "" : words.say("record.earlier", revisions.indexOf(shown) + 1),
            library.unit(record.unit()).map(LibraryUnit::label).orElse(record.unit()),
            record.state().word(),
            isGone ? "" : Remarks.of(record, words),
            isGone ? Remarks.of(record, words) : score(shown, words),
            record.kind() == RecordKind.EVALUATION,
            papers(record),
            Reading.of(shown, library.instruments(), words),
            shown.payload().attachments().stream().map(this::held).toList(),
            IntStream.range(0, revisions.size())
                .mapToObj(
                    at -> line(at + 1, revisions.get(at), revisions.get(at).equals(shown), words))
                .toList());
    return frame.page(request, "entry/record.jte", "record.title", view);
  }

  private EvidencePages.Held held(Attachment it) {
    return new EvidencePages.Held(FormView.File.of(it), attachments.origin(it.hash()));
  }

  /** {@code place} counts the revisions of the record; its number is one of the whole log. */
  private static RevisionLine line(int place, Entry it, boolean isShown, Words words) {
    String said =
        place
            + " · "
            + Dates.minute(it.revision().writtenAt(), words)
            + " · "
            + it.revision().author();
    return new RevisionLine(it.revision().number(), said, isShown);
  }

  private List<Paper> papers(OwnRecord record) {
    return library.instruments().languages(record.instrument()).stream()
        .filter(language -> !Words.speaks(language))
        .map(language -> new Paper(language, Tongue.name(language)))
        .toList();
  }

  @Post("/{id}/correction")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> correct(String id, @Body String body) {
    frame.form(body);
    Draft draft = submission.correct(log.find(RecordId.parse(id)));
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id()));
  }

  @Post("/{id}/withdrawal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> withdraw(String id, @Body String body) {
    Form form = frame.form(body);
    OwnRecord record = log.find(RecordId.parse(id));
    for (String field : List.of("author", "reason")) {
      if (form.text(field).isBlank()) {
        throw EntryRefusal.FIELD_MISSING.at(field).asException();
      }
    }
    log.withdraw(record.id(), form.text("reason"), form.text("author").strip());
    return HttpResponse.seeOther(URI.create("/own/" + record.id()));
  }

  private String score(Entry entry, Words words) {
    return library
        .instruments()
        .find(entry.revision().instrument())
        .map(
            instrument -> {
              Map<CriterionCode, Answer> answers =
                  entry
                      .payload()
                      .fold(Evaluation::answers, n -> List.<Answer>of(), w -> List.<Answer>of())
                      .stream()
                      .collect(Collectors.toMap(Answer::criterion, it -> it));
              Score score =
                  Scoring.of(instrument, answers, any -> true, library.instruments().topics());
              return score.unit().isEmpty()
                  ? ""
                  : words.say(
                      score.capped() ? "record.score.capped" : "record.score",
                      score.unit().getAsDouble(),
                      score.observed(),
                      score.asked());
            })
        .orElse("");
  }

  /** A record of which nothing is left but its place. */
  public record Erased(String said, String id) {}

  /**
   * One record; {@code earlier} says so where it is not the last revision that is shown, {@code
   * score} how far it has come where it was withdrawn.
   */
  public record Shown(
      String id,
      String revision,
      String earlier,
      String unit,
      String state,
      String remark,
      String score,
      boolean evaluation,
      List<Paper> papers,
      List<Reading.Part> parts,
      List<EvidencePages.Held> files,
      List<RevisionLine> revisions) {}

  /** A revision, and whether it is the one that is shown. */
  public record RevisionLine(long number, String said, boolean shown) {}

  /** A language, with its own name, that a record's form speaks and the product does not. */
  public record Paper(String language, String name) {}
}
