package retex.server.review;

import static retex.server.review.ReviewRefusal.RECORD_UNKNOWN;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.record.Records;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The list of records, and the page on which a reviewer reads and decides one. */
@Controller("/records")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReviewPages {

  private final Reviews reviews;
  private final Records records;
  private final Drawing drawing;
  private final Frame frame;

  ReviewPages(Reviews reviews, Records records, Drawing drawing, Frame frame) {
    this.reviews = reviews;
    this.records = records;
    this.drawing = drawing;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> queue(
      HttpRequest<?> request,
      Visitor visitor,
      @QueryValue(defaultValue = "waiting") String state,
      @QueryValue(defaultValue = "") String kind,
      @QueryValue(defaultValue = "") String unit) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    var view = new Queue(state, kind, unit.strip()).view(reviews.all(), wording(request));
    return frame.page(request, visitor, "review/queue.jte", "review.title", view);
  }

  @Get("/{record}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request,
      Visitor visitor,
      String record,
      @QueryValue(defaultValue = "") String revision,
      @QueryValue(defaultValue = "") String said) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    Wording wording = wording(request);
    boolean known = List.of("accepted", "returned", "mapped", "resolved").contains(said);
    String sentence = known ? wording.say("review.said." + said) : "";
    var told = new Drawing.Said(sentence, "", "", visitor.account().has(Role.REVIEWER));
    return page(HttpStatus.OK, request, visitor, id(record), revision, told);
  }

  @Post("/{record}/acceptance")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> accept(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.REVIEWER);
    Form form = visitor.form(body);
    reviews.accept(id(record), revision(form.text("revision")), visitor.name());
    return backTo(record, "accepted");
  }

  @Post("/{record}/return")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> giveBack(
      HttpRequest<?> request, Visitor visitor, String record, @Body String body) {
    visitor.require(Role.REVIEWER);
    Form form = visitor.form(body);
    String remark = form.text("remark");
    try {
      reviews.giveBack(id(record), revision(form.text("revision")), remark, visitor.name());
      return backTo(record, "returned");
    } catch (RefusedException refused) {
      if (refused.refusal().code() != ReviewRefusal.REMARK_MISSING) {
        throw refused;
      }
      String problem = Words.in(Frame.language(request)).say(refused.refusal());
      var said = new Drawing.Said("", remark, problem, true);
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, id(record), "", said);
    }
  }

  @Post("/{record}/unit")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> map(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.REVIEWER);
    Form form = visitor.form(body);
    reviews.mapUnit(id(record), new UnitCode(form.text("unit")), visitor.name());
    return backTo(record, "mapped");
  }

  private HttpResponse<?> page(
      HttpStatus status,
      HttpRequest<?> request,
      Visitor visitor,
      RecordId record,
      String revision,
      Drawing.Said said) {
    Wording wording = wording(request);
    Reviewed it = reviews.find(record).orElseThrow(ReviewPages::unknown);
    List<Entry> revisions = records.revisionsOf(record);
    RevisionId asked = revision.isEmpty() ? it.record().current() : revision(revision);
    Entry shown =
        revisions.stream()
            .filter(entry -> entry.revision().id().equals(asked))
            .findFirst()
            .orElseThrow(ReviewPages::unknown);
    var view =
        drawing.view(
            it,
            shown,
            revisions,
            reviews.decisionsOn(record),
            Queue.WAITING.of(reviews.all(), wording),
            said,
            wording);
    return frame.page(status, request, visitor, "review/record.jte", "review.title", view);
  }

  private Wording wording(HttpRequest<?> request) {
    return drawing.wording(Words.in(Frame.language(request)));
  }

  private static HttpResponse<?> backTo(String record, String said) {
    return HttpResponse.seeOther(URI.create("/records/" + id(record) + "?said=" + said));
  }

  private static RecordId id(String text) {
    try {
      return RecordId.parse(text);
    } catch (RefusedException malformed) {
      throw unknown();
    }
  }

  private static RevisionId revision(String text) {
    try {
      return RevisionId.parse(text);
    } catch (RefusedException malformed) {
      throw unknown();
    }
  }

  private static RefusedException unknown() {
    return RECORD_UNKNOWN.at("").asException();
  }

  /** The way to the list. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("records")
    NavigationEntry entry() {
      return new NavigationEntry(10, "/records", "review.title", Role.REVIEWER.name());
    }
  }
}
