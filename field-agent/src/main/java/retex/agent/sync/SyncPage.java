package retex.agent.sync;

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
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import retex.agent.library.Library;
import retex.agent.record.NamedFiles;
import retex.agent.record.Waiting;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/** Where the laptop stands with headquarters; enrol and synchronise from the browser. */
@Controller("/sync")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class SyncPage {

  private final Sync sync;
  private final Enrol enrol;
  private final Waiting waiting;
  private final Staying staying;
  private final Deliveries deliveries;
  private final Choices choices;
  private final Library library;
  private final PassedOverRows passedOver;
  private final Aside aside;
  private final AskedRun asked;
  private final Frame frame;
  private final TransactionOperations<Connection> transactions;

  SyncPage(
      Sync sync,
      Enrol enrol,
      Waiting waiting,
      Staying staying,
      Deliveries deliveries,
      Choices choices,
      Library library,
      PassedOverRows passedOver,
      Aside aside,
      AskedRun asked,
      Frame frame,
      TransactionOperations<Connection> transactions) {
    this.sync = sync;
    this.enrol = enrol;
    this.waiting = waiting;
    this.staying = staying;
    this.deliveries = deliveries;
    this.choices = choices;
    this.library = library;
    this.passedOver = passedOver;
    this.aside = aside;
    this.asked = asked;
    this.frame = frame;
    this.transactions = transactions;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(request, said(asked.told(), Words.in(Frame.language(request))));
  }

  /** Returns at once; a second one while the first is under way changes nothing. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> run(@Body String body) {
    frame.form(body);
    asked.begin();
    return HttpResponse.seeOther(URI.create("/sync")); // which says that it is under way
  }

  @Post("/enrolment")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> enrol(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    try {
      enrol.run(form.text("server"), form.text("token"), form.text("name"));
      return page(request, Said.NOTHING);
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      var typed = new Typed(form.text("server"), form.text("token"), form.text("name"));
      return page(request, new Said("", why, typed, false));
    }
  }

  /** Reads the token from a picture of headquarters' QR code; the form holds it then. */
  @Post("/enrolment/picture")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> picture(HttpRequest<?> request, @Body byte[] body) {
    byte[] picture = frame.upload(request, body).file();
    try {
      return page(request, new Said("", "", new Typed("", TokenPicture.read(picture), ""), false));
    } catch (RefusedException refused) {
      return page(request, Said.why(Words.in(Frame.language(request)).say(refused.refusal())));
    }
  }

  /** All figures are of one moment; what is kept aside was read just before. */
  private HttpResponse<?> page(HttpRequest<?> request, Said said) {
    Words words = Words.in(Frame.language(request));
    Aside.Told kept = aside.told(words);
    Panel panel = transactions.executeRead(status -> panel(words, kept, said));
    return frame.page(request, "sync/panel.jte", "sync.title", panel);
  }

  private Panel panel(Words words, Aside.Told kept, Said said) {
    List<Load> loads =
        new ArrayList<>(
            waiting.byKind().stream()
                .map(
                    kind ->
                        new Load(
                            words.say("sync.kind." + kind.kind().name()),
                            kind.count(),
                            kind.bytes()))
                .toList());
    NamedFiles.Load files = deliveries.waiting();
    if (files.files() > 0) {
      loads.add(new Load(words.say("sync.kind.files"), files.files(), files.bytes()));
    }
    SyncStatus status = sync.status();
    if (status.teamFiles() > 0) {
      loads.add(new Load(words.say("sync.kind.team"), status.teamFiles(), status.teamFileBytes()));
    }
    return new Panel(
        status,
        contact(status, words),
        loads,
        limits(deliveries.budget().row()),
        chosen(),
        line(words),
        newer(words),
        kept,
        said);
  }

  private static Said said(AskedRun.Outcome it, Words words) {
    if (it.underWay()) {
      return Said.UNDER_WAY;
    }
    if (it.report().isPresent()) {
      return Said.done(done(it.report().get(), words));
    }
    if (!it.incident().isEmpty()) {
      return Said.why(words.say("incident.text", it.incident()));
    }
    return it.refusal().map(refusal -> Said.why(words.say(refusal))).orElse(Said.NOTHING);
  }

  private static String done(SyncReport it, Words words) {
    String records =
        words.say(
            "sync.done",
            it.sent(),
            it.acknowledged(),
            it.letters(),
            it.quarantined(),
            it.seconds());
    return (records + " " + FileWords.after(it, words)).strip();
  }

  private static String contact(SyncStatus status, Words words) {
    String at = status.lastContact();
    return at == null ? "–" : Dates.minute(Instant.parse(at), words);
  }

  private static Limits limits(BudgetRow it) {
    return new Limits(
        megabytes(it.perSync()), megabytes(it.perDay()), it.recordsOnly(), it.spent() / 1_000.0);
  }

  private Chosen chosen() {
    Choice it = choices.now();
    Choices.Fixed by = choices.fixed();
    return new Chosen(it.hours(), it.metered(), it.proxy(), by.hours(), by.metered(), by.proxy());
  }

  private static String megabytes(long bytes) {
    return bytes == 0
        ? ""
        : java.math.BigDecimal.valueOf(bytes, 6).stripTrailingZeros().toPlainString();
  }

  /** What came that this program is too old for; empty for nothing. */
  private String newer(Words words) {
    long letters = passedOver.count();
    int forms = library.unreadable().size();
    String newer = letters + forms == 0 ? "" : words.say("sync.newer", letters, forms);
    return sync.hasLater() ? words.say("sync.later") + " " + newer : newer;
  }

  private String line(Words words) {
    LineState line = staying.state();
    String until =
        LocalTime.ofInstant(line.until(), ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.MINUTES)
            .toString();
    String does = words.say("sync.line." + line.kind().name(), until);
    return line.why().map(it -> words.say(it) + " " + does).orElse(does);
  }

  /**
   * What an act led to: what was done, or why not, in words; what the form to enrol shall hold;
   * whether the act is still under way.
   */
  public record Said(String done, String why, Typed typed, boolean underWay) {

    static final Said NOTHING = new Said("", "", Typed.NOTHING, false);
    static final Said UNDER_WAY = new Said("", "", Typed.NOTHING, true);

    static Said done(String done) {
      return new Said(done, "", Typed.NOTHING, false);
    }

    static Said why(String why) {
      return new Said("", why, Typed.NOTHING, false);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Said[]";
    }
  }

  /** What was typed to enrol, or read from a picture: a slip in one field costs no other. */
  public record Typed(String server, String token, String name) {

    static final Typed NOTHING = new Typed("", "", "");

    /** Without the token. */
    @Override
    public String toString() {
      return "Typed[]";
    }
  }

  /**
   * What the panel shows; {@code line} is what the laptop does by itself, {@code newer} what came
   * that it is too old for, in words, {@code aside} what waits for a person.
   */
  public record Panel(
      SyncStatus status,
      String lastContact,
      List<Load> loads,
      Limits limits,
      Chosen chosen,
      String line,
      String newer,
      Aside.Told aside,
      Said said) {

    public Panel {
      loads = List.copyOf(loads);
    }

    /** Seconds that all of it takes at 64 kbit/s if nothing compressed: an upper bound. */
    public long seconds() {
      return loads.stream().mapToLong(Load::bytes).sum() / 8_000 + 1;
    }

    public boolean isEnrolled() {
      return status.server() != null;
    }

    public String server() {
      String server = status.server();
      return server == null ? "" : server;
    }
  }

  /** The budget of files: megabytes as they are typed, and kilobytes spent today. */
  public record Limits(String perSync, String perDay, boolean recordsOnly, double spent) {}

  /** When the laptop calls, and through what; {@code …Fixed} where the configuration says it. */
  public record Chosen(
      String hours,
      boolean metered,
      String proxy,
      boolean hoursFixed,
      boolean meteredFixed,
      boolean proxyFixed) {}

  /** What waits of one kind. */
  public record Load(String kind, long count, long bytes) {

    public double kilobytes() {
      return bytes / 1_000.0;
    }
  }

  /** The way to the panel. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("sync")
    NavigationEntry entry() {
      return new NavigationEntry(30, "/sync", "sync.title");
    }

    @Singleton
    @Named("units")
    NavigationEntry units() {
      return new NavigationEntry(20, "/units", "units.title");
    }
  }
}
