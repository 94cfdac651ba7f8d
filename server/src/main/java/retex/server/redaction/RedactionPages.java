package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.ACCEPTED_RECORD_UNKNOWN;
import static retex.server.redaction.RedactionRefusal.REDACTION_STALE;

import io.micronaut.context.annotation.Factory;
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
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.review.RecordTitle;
import retex.server.review.RecordTitles;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The officer's desk: what waits, and original and redacted text side by side. */
@Controller("/redactions")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class RedactionPages {

  private final Redactions redactions;
  private final Proposals proposals;
  private final Corrections corrections;
  private final DeskDrawing drawing;
  private final RecordTitles titles;
  private final Frame frame;

  RedactionPages(
      Redactions redactions,
      Proposals proposals,
      Corrections corrections,
      DeskDrawing drawing,
      RecordTitles titles,
      Frame frame) {
    this.redactions = redactions;
    this.proposals = proposals;
    this.corrections = corrections;
    this.drawing = drawing;
    this.titles = titles;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    Words words = Words.in(Frame.language(request));
    List<Line> lines =
        redactions.accepted().stream()
            .map(
                it ->
                    new Line(
                        it.record().toString(),
                        titles.of(it, words),
                        redactions.isCleared(it),
                        proposals.decided(it).waiting().size()))
            .sorted(
                Comparator.comparing(Line::cleared)
                    .thenComparing(it -> it.title().last(), Comparator.reverseOrder()))
            .toList();
    return frame.page(request, visitor, "redaction/list.jte", "redaction.title", new Lines(lines));
  }

  @Get("/{record}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> desk(
      HttpRequest<?> request,
      Visitor visitor,
      String record,
      @QueryValue(defaultValue = "") String at,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") int places,
      @QueryValue(defaultValue = "0") int records) {
    visitor.require(Role.RELEASE_OFFICER);
    Words words = Words.in(Frame.language(request));
    String said = places > 1 ? words.say("redaction.said", places, records) : "";
    DeskView view =
        drawing.view(redactions.find(id(record)), at, after, said, visitor.name(), words);
    return frame.page(request, visitor, "redaction/desk.jte", "redaction.title", view);
  }

  @Post("/{record}/decisions")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> decide(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    var order =
        new DeskForm(
            form.text("action"),
            form.text("field"),
            number(form.text("from")),
            number(form.text("to")),
            form.text("text"),
            form.text("category"),
            form.text("reason"),
            form.text("scope"));
    Done done =
        order.order(corrections, id(record), revision(form.text("revision")), visitor.name());
    boolean moves = List.of("accept", "unmask").contains(order.action());
    UriBuilder back =
        UriBuilder.of("/redactions/" + id(record))
            .queryParam(moves ? "after" : "at", order.field() + ":" + order.from());
    if (done.places() > 1) {
      back.queryParam("places", done.places()).queryParam("records", done.records());
    }
    return HttpResponse.seeOther(back.fragment("place").build());
  }

  @Post("/{record}/decisions/{decision}/agreement")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> agree(Visitor visitor, String record, String decision, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    RevisionId revision = revision(visitor.form(body).text("revision"));
    corrections.agree(id(record), revision, decision, visitor.name());
    return back(record);
  }

  @Post("/{record}/decisions/{decision}/refusal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> decline(Visitor visitor, String record, String decision, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    RevisionId revision = revision(visitor.form(body).text("revision"));
    corrections.decline(id(record), revision, decision, visitor.name());
    return back(record);
  }

  @Post("/{record}/decisions/{decision}/undoing")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> undo(Visitor visitor, String record, String decision, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    RevisionId revision = revision(visitor.form(body).text("revision"));
    corrections.undo(id(record), revision, decision, visitor.name());
    return back(record);
  }

  @Post("/{record}/clearance")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> clear(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    redactions.clear(
        id(record), revision(form.text("revision")), form.text("read"), visitor.name());
    return HttpResponse.seeOther(URI.create("/redactions"));
  }

  @Post("/{record}/clearance/undoing")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> reopen(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    RevisionId revision = revision(visitor.form(body).text("revision"));
    redactions.reopen(id(record), revision, visitor.name());
    return back(record);
  }

  private static HttpResponse<?> back(String record) {
    return HttpResponse.seeOther(URI.create("/redactions/" + id(record) + "#place"));
  }

  private static int number(String text) {
    return text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
  }

  private static RecordId id(String text) {
    try {
      return RecordId.parse(text);
    } catch (RefusedException malformed) {
      throw ACCEPTED_RECORD_UNKNOWN.at("record").asException();
    }
  }

  private static RevisionId revision(String text) {
    try {
      return RevisionId.parse(text);
    } catch (RefusedException malformed) {
      throw REDACTION_STALE.at("revision").asException();
    }
  }

  /** What the list shows: what is to do first, then the newest. */
  public record Lines(List<Line> lines) {}

  /** One accepted record, and how many un-maskings of it wait for a second officer. */
  public record Line(String record, RecordTitle title, boolean cleared, int waiting) {}

  /** The way to the desk. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("redactions")
    NavigationEntry entry() {
      return new NavigationEntry(20, "/redactions", "redaction.title", Role.RELEASE_OFFICER.name());
    }
  }
}
