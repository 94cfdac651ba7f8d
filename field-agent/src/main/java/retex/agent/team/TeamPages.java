package retex.agent.team;

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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.refusal.RefusedException;
import retex.team.TeamState;

/** This laptop's card, its colleagues', and the evaluations it shares with them. */
@Controller("/team")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class TeamPages {

  private static final String HERE = "/team";

  private final Colleagues colleagues;
  private final Shares shares;
  private final Mail mail;
  private final MailDrawing drawing;
  private final ShareNames names;
  private final Frame frame;

  TeamPages(
      Colleagues colleagues,
      Shares shares,
      Mail mail,
      MailDrawing drawing,
      ShareNames names,
      Frame frame) {
    this.colleagues = colleagues;
    this.shares = shares;
    this.mail = mail;
    this.drawing = drawing;
    this.names = names;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(HttpStatus.OK, request, "");
  }

  /** What is done with names and cards: each answers the page again. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> change(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    try {
      switch (form.text("do")) {
        case "name" -> colleagues.rename(form.text("name"));
        case "card" -> colleagues.take(form.text("card"));
        case "compared" -> colleagues.compared(form.text("device"), form.text("fingerprint"));
        case "again" -> mail.again();
        default -> colleagues.forget(form.text("device"));
      }
      return HttpResponse.seeOther(URI.create(HERE));
    } catch (RefusedException refused) {
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, said(request, refused));
    }
  }

  /** This laptop's card as a file. */
  @Get("/card")
  HttpResponse<?> card() {
    return HttpResponse.ok(colleagues.card().text() + "\n")
        .contentType(MediaType.TEXT_PLAIN_TYPE)
        .header("Content-Disposition", "attachment; filename=\"retex-card.txt\"")
        .header("Cache-Control", "no-store");
  }

  /** Takes a colleague's card, or a file of a team; which of them it is, the file itself says. */
  @Post("/files")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> take(HttpRequest<?> request, @Body byte[] body) {
    byte[] bytes = frame.upload(request, body).file();
    try {
      if (new String(bytes, StandardCharsets.ISO_8859_1).startsWith("retex-card-")) {
        colleagues.take(new String(bytes, StandardCharsets.US_ASCII));
        return HttpResponse.seeOther(URI.create(HERE));
      }
      Map<String, TeamState> before = new HashMap<>();
      shares.all().forEach(it -> before.put(it.id().hex(), it.state()));
      Shares.Shared after = shares.take(bytes);
      Came came =
          Came.of(Optional.ofNullable(before.get(after.id().hex())), after.state(), after.self());
      return HttpResponse.seeOther(
          URI.create(
              "/team/shares/"
                  + after.id()
                  + "?answers="
                  + came.answers()
                  + "&files="
                  + came.files()));
    } catch (RefusedException refused) {
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, said(request, refused));
    }
  }

  private HttpResponse<?> page(HttpStatus status, HttpRequest<?> request, String why) {
    String name = colleagues.name();
    var view =
        new View(
            why,
            name,
            name.isEmpty() ? "" : colleagues.card().fingerprint(),
            name.isEmpty() ? "" : colleagues.card().text(),
            colleagues.all().stream()
                .map(
                    it ->
                        new Colleague(
                            it.card().device().hex(),
                            it.card().name(),
                            it.card().fingerprint(),
                            it.compared()))
                .toList(),
            shares.all().stream().map(it -> line(it, Words.in(Frame.language(request)))).toList(),
            drawing.arrivals(Words.in(Frame.language(request))));
    return frame.page(status, request, "team/team.jte", "team.title", view);
  }

  private ShareLine line(Shares.Shared it, Words words) {
    return new ShareLine(
        "/team/shares/" + it.id(),
        names.unit(it.plan().head(), "–"),
        names.form(it.plan().instrument(), words),
        it.isChief(),
        it.open().size());
  }

  private static String said(HttpRequest<?> request, RefusedException refused) {
    return Words.in(Frame.language(request)).say(refused.refusal());
  }

  /** What the page shows; {@code name} is empty before this laptop was given one. */
  public record View(
      String why,
      String name,
      String fingerprint,
      String card,
      List<Colleague> colleagues,
      List<ShareLine> shares,
      List<MailDrawing.Arrival> arrivals) {

    public View {
      colleagues = List.copyOf(colleagues);
      shares = List.copyOf(shares);
      arrivals = List.copyOf(arrivals);
    }

    /** Whether something that came was not taken in. */
    public boolean waits() {
      return arrivals.stream().anyMatch(MailDrawing.Arrival::waits);
    }
  }

  /** One colleague. */
  public record Colleague(String device, String name, String fingerprint, boolean compared) {}

  /** One shared evaluation. */
  public record ShareLine(String link, String unit, String instrument, boolean chief, int open) {}

  /** The way to the page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("team")
    NavigationEntry entry() {
      return new NavigationEntry(17, HERE, "team.title");
    }
  }
}
