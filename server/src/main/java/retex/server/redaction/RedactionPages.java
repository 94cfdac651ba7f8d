package retex.server.redaction;

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
import java.util.ArrayList;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.instrument.CriterionCode;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.catalogue.Catalogue;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The officer's desk: what waits, and original and redacted text side by side. */
@Controller("/redactions")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class RedactionPages {

  private final Redactions redactions;
  private final Catalogue catalogue;
  private final Frame frame;

  RedactionPages(Redactions redactions, Catalogue catalogue, Frame frame) {
    this.redactions = redactions;
    this.catalogue = catalogue;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    List<Line> lines =
        redactions.accepted().stream()
            .map(
                it ->
                    new Line(
                        it.record().toString(),
                        it.unit().value(),
                        it.instrument().toString(),
                        redactions.isCleared(it)))
            .toList();
    return frame.page(request, visitor, "redaction/list.jte", "redaction.title", new Lines(lines));
  }

  @Get("/{record}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> desk(HttpRequest<?> request, Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER);
    Accepted accepted = redactions.find(RecordId.parse(record));
    Words words = Words.in(Frame.language(request));
    List<Field> fields =
        redactions.proposal(accepted).stream().map(it -> field(accepted, it, words)).toList();
    int unsure = fields.stream().mapToInt(Field::unsure).sum();
    var desk =
        new Desk(
            record,
            accepted.revision().hex(),
            accepted.unit().value(),
            redactions.isCleared(accepted),
            unsure,
            fields);
    return frame.page(request, visitor, "redaction/desk.jte", "redaction.title", desk);
  }

  @Post("/{record}/mask")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> mask(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    redactions.mask(
        RecordId.parse(record),
        RevisionId.parse(form.text("revision")),
        form.text("field"),
        form.text("text"),
        form.text("reason"),
        visitor.name());
    return back(record);
  }

  @Post("/{record}/unmask")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> unmask(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    String from = form.text("from");
    redactions.unmask(
        RecordId.parse(record),
        RevisionId.parse(form.text("revision")),
        form.text("field"),
        from.matches("\\d{1,6}") ? Integer.parseInt(from) : -1,
        form.text("reason"),
        visitor.name());
    return back(record);
  }

  @Post("/{record}/clearance")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> clear(Visitor visitor, String record, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    redactions.clear(
        RecordId.parse(record), RevisionId.parse(form.text("revision")), visitor.name());
    return HttpResponse.seeOther(URI.create("/redactions"));
  }

  private static HttpResponse<?> back(String record) {
    return HttpResponse.seeOther(URI.create("/redactions/" + RecordId.parse(record)));
  }

  private Field field(Accepted record, RedactedField it, Words words) {
    Redacted redacted = it.redacted();
    var pieces = new ArrayList<Piece>();
    var spans = new ArrayList<Masked>();
    int at = 0;
    for (Span span : redacted.spans()) {
      pieces.add(new Piece(redacted.original().substring(at, span.from()), "", false));
      String taken = redacted.original().substring(span.from(), span.to());
      String replacement = span.category().replacement(redacted.language());
      pieces.add(new Piece(taken, replacement, span.isUnsure()));
      spans.add(
          new Masked(
              span.from(),
              taken,
              replacement,
              words.say("redaction.rule." + span.rule()),
              span.isUnsure()));
      at = span.to();
    }
    pieces.add(new Piece(redacted.original().substring(at), "", false));
    int unsure = (int) redacted.spans().stream().filter(Span::isUnsure).count();
    return new Field(
        it.field(), title(record, it.field(), words), redacted.language(), pieces, spans, unsure);
  }

  private String title(Accepted record, String field, Words words) {
    String code = field.substring(field.indexOf('.') + 1);
    return catalogue
        .instruments()
        .find(record.instrument())
        .map(
            instrument ->
                field.startsWith("comment.")
                    ? code
                        + " "
                        + instrument
                            .criterion(new CriterionCode(code))
                            .map(it -> it.text().in(words.language()))
                            .orElse("")
                    : instrument.narrative().stream()
                        .filter(it -> it.code().equals(code))
                        .map(it -> it.title().in(words.language()))
                        .findFirst()
                        .orElse(code))
        .orElseGet(() -> words.say("redaction.observations"));
  }

  /** What the list shows. */
  public record Lines(List<Line> lines) {}

  /** One accepted record. */
  public record Line(String record, String unit, String instrument, boolean cleared) {}

  /** What the desk shows. */
  public record Desk(
      String record,
      String revision,
      String unit,
      boolean cleared,
      int unsure,
      List<Field> fields) {}

  /** One free text. */
  public record Field(
      String field,
      String title,
      String language,
      List<Piece> pieces,
      List<Masked> spans,
      int unsure) {}

  /** A run of text; {@code replacement} is empty for what stays. */
  public record Piece(String text, String replacement, boolean unsure) {

    public boolean isMasked() {
      return !replacement.isEmpty();
    }
  }

  /** One span, with why. */
  public record Masked(int from, String text, String replacement, String why, boolean unsure) {}

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
