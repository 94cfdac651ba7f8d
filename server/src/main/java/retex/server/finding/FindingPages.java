package retex.server.finding;

import static retex.server.finding.FindingRefusal.TERM_UNKNOWN;

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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.review.Accepted;
import retex.server.review.RecordTitle;
import retex.server.review.RecordTitles;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The desk of findings: each remark with its evidence marked, and beside it what it may say. */
@Controller("/findings")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class FindingPages {

  private final Findings findings;
  private final Desk desks;
  private final RecordTitles titles;
  private final Frame frame;

  FindingPages(Findings findings, Desk desks, RecordTitles titles, Frame frame) {
    this.findings = findings;
    this.desks = desks;
    this.titles = titles;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    Words words = Words.in(Frame.language(request));
    List<Line> lines =
        findings.records().stream()
            .map(it -> line(it, words))
            .sorted(
                Comparator.comparing((Line it) -> it.open() == 0)
                    .thenComparing(it -> it.title().last(), Comparator.reverseOrder()))
            .toList();
    return frame.page(request, visitor, "finding/list.jte", "finding.title", new Lines(lines));
  }

  @Get("/{record}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> desk(HttpRequest<?> request, Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER);
    Words words = Words.in(Frame.language(request));
    DeskView view = desks.of(findings.find(RecordId.parse(record)), words);
    return frame.page(request, visitor, "finding/desk.jte", "finding.title", view);
  }

  @Post("/{record}/decision")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> decide(
      HttpRequest<?> request, Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    RecordId id = RecordId.parse(record);
    RevisionId revision = RevisionId.parse(form.text("revision"));
    String key = form.text("key");
    switch (form.text("action")) {
      case "accept" ->
          findings.accept(
              id, revision, key, said(form, Words.in(Frame.language(request))), visitor.name());
      case "reject" -> findings.reject(id, revision, key, visitor.name());
      case "reopen" -> findings.reopen(id, revision, key, visitor.name());
      default -> throw TERM_UNKNOWN.at("action").asException();
    }
    return back(id, form.text("next"));
  }

  @Post("/{record}/addition")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> add(HttpRequest<?> request, Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    RecordId id = RecordId.parse(record);
    desks.add(
        id,
        RevisionId.parse(form.text("revision")),
        form.text("field"),
        form.text("evidence"),
        said(form, Words.in(Frame.language(request))),
        visitor.name());
    return back(id, "");
  }

  @Post("/{record}/acceptance")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> acceptAll(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    RecordId id = RecordId.parse(record);
    findings.acceptAll(id, RevisionId.parse(form.text("revision")), Desk.SURE, visitor.name());
    return back(id, "");
  }

  private Line line(Accepted record, Words words) {
    List<Entry> entries = findings.entries(record);
    return new Line(
        record.record().toString(),
        titles.of(record, words),
        count(entries, Entry.State.OPEN),
        count(entries, Entry.State.ACCEPTED));
  }

  private static int count(List<Entry> entries, Entry.State state) {
    return (int) entries.stream().filter(it -> it.state() == state).count();
  }

  private Finding said(Form form, Words words) {
    Judgement judgement =
        Judgement.of(form.text("judgement"))
            .orElseThrow(() -> TERM_UNKNOWN.at("judgement").asException());
    return desks.said(
        form.text("skill"), judgement, form.text("cause"), form.text("remedy"), words.language());
  }

  private static HttpResponse<?> back(RecordId id, String next) {
    String anchor = next.matches("f\\d{1,4}") ? "#" + next : "";
    return HttpResponse.seeOther(URI.create("/findings/" + id + anchor));
  }

  /** What the list shows: what is to do first, then the newest. */
  public record Lines(List<Line> lines) {}

  /** One accepted record. */
  public record Line(String record, RecordTitle title, int open, int accepted) {}

  /** The way to the desk. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("findings")
    NavigationEntry entry() {
      return new NavigationEntry(15, "/findings", "finding.title", Role.RELEASE_OFFICER.name());
    }
  }
}
