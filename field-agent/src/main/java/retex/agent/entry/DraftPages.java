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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Micros;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRefusal;
import retex.instrument.Instruments;
import retex.instrument.Upgrade;

/** What lies behind a draft: its history, and its way to a newer version of the instrument. */
@Controller("/drafts")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class DraftPages {

  private final Drafts drafts;
  private final Keeping keeping;
  private final Forms forms;
  private final Library library;
  private final Frame frame;

  DraftPages(Drafts drafts, Keeping keeping, Forms forms, Library library, Frame frame) {
    this.drafts = drafts;
    this.keeping = keeping;
    this.forms = forms;
    this.library = library;
    this.frame = frame;
  }

  @Get("/{id}/history")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> history(HttpRequest<?> request, String id) {
    Draft draft = drafts.find(id);
    Words words = Words.in(Frame.language(request));
    List<Line> lines = drafts.history(id).stream().map(it -> line(draft, it, words)).toList();
    return frame.page(request, "entry/history.jte", "history.title", new History(id, lines));
  }

  @Post("/{id}/history")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> goBack(String id, @Body String body) {
    Form form = frame.form(body);
    String version = form.text("version");
    if (version.matches("[0-9]{1,15}")) {
      forms.checkBack(drafts.find(id), keeping.since(id, Long.parseLong(version)));
      keeping.goBack(id, Long.parseLong(version));
    }
    return HttpResponse.seeOther(URI.create("/drafts/" + id));
  }

  @Get("/{id}/upgrade")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> upgrade(HttpRequest<?> request, String id) {
    Draft draft = drafts.find(id);
    Words words = Words.in(Frame.language(request));
    Instrument from = forms.instrument(draft);
    Instrument to = newest(from);
    DraftForm form = DraftForm.of(draft.content());
    List<Moved> moves =
        Keeping.moves(form, from, to).stream()
            .filter(it -> it.fate() != Upgrade.Fate.KEPT)
            .map(it -> moved(it, from, to, form, words))
            .toList();
    long kept =
        Keeping.moves(form, from, to).stream().filter(it -> it.fate() == Upgrade.Fate.KEPT).count();
    return frame.page(
        request,
        "entry/upgrade.jte",
        "upgrade.title",
        new Change(id, from.ref().toString(), to.ref().toString(), kept, moves));
  }

  @Post("/{id}/upgrade")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> carry(String id, @Body String body) {
    frame.form(body);
    Draft draft = drafts.find(id);
    if (forms.isPart(draft)) {
      throw EntryRefusal.UPGRADE_BY_CHIEF.at("instrument").asException();
    }
    Instrument from = forms.instrument(draft);
    keeping.upgrade(id, from, newest(from));
    return HttpResponse.seeOther(URI.create("/drafts/" + id));
  }

  private Instrument newest(Instrument from) {
    Instruments known = library.instruments();
    return known
        .newest(from.ref().id())
        .flatMap(known::find)
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException());
  }

  private Line line(Draft draft, DraftChange it, Words words) {
    return new Line(
        it.version(),
        Dates.time(Micros.instant(it.at()), words),
        forms.label(draft, it.place(), words),
        shown(it.place(), it.before(), words),
        shown(it.place(), it.after(), words),
        it.undone());
  }

  private static String shown(String place, String value, Words words) {
    if (place.startsWith("file.")) {
      boolean isPhotograph = value.contains(retex.contract.Attachment.JPEG);
      String key = isPhotograph ? "form.file.photograph" : "form.file.document";
      return value.isEmpty() ? "" : words.say(key);
    }
    return switch (value) {
      case "yes" -> words.say("form.yes");
      case "no" -> words.say("form.no");
      case "NO" -> words.say("history.unseen");
      default -> value;
    };
  }

  private static Moved moved(
      Upgrade.Move it, Instrument from, Instrument to, DraftForm form, Words words) {
    String fate = words.say("upgrade." + it.fate().name().toLowerCase(Locale.ROOT));
    CriterionCode code = it.to().or(it::from).orElseThrow();
    String text =
        it.to()
            .flatMap(to::criterion)
            .or(() -> it.from().flatMap(from::criterion))
            .map(Criterion::text)
            .map(one -> one.in(words.language()))
            .orElse("");
    String written = it.from().map(one -> form.written(one.value())).orElse("");
    String was = it.from().filter(one -> !one.equals(code)).map(one -> one + " → ").orElse("");
    return new Moved(fate, was + code, text, written);
  }

  /** The history of a draft. */
  public record History(String draft, List<Line> lines) {}

  /** One change. */
  public record Line(
      long version, String at, String field, String before, String after, boolean undone) {}

  /** What a newer version of the instrument does to the draft. */
  public record Change(String draft, String from, String to, long kept, List<Moved> moves) {}

  /** What becomes of one answer, and what was written there. */
  public record Moved(String fate, String code, String text, String written) {}
}
