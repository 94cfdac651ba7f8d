package retex.agent.sync;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Unattended;
import retex.agent.web.Words;

/** How many bytes of photographs and documents may cross, and how far they have come. */
@Controller("/sync")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BudgetPages {

  private final Deliveries deliveries;
  private final List<UnderWay> underWay;
  private final AskedRun asked;
  private final Frame frame;

  BudgetPages(Deliveries deliveries, List<UnderWay> underWay, AskedRun asked, Frame frame) {
    this.underWay = underWay;
    this.asked = asked;
    this.deliveries = deliveries;
    this.frame = frame;
  }

  @Post("/budget")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> set(@Body String body) {
    Form form = frame.form(body);
    OptionalLong perSync = bytes(form, "perSync");
    OptionalLong perDay = bytes(form, "perDay");
    boolean nothing = is(perSync, 0) || is(perDay, 0) || form.text("recordsOnly").equals("yes");
    deliveries.budget().set(perSync.orElse(0), perDay.orElse(0), nothing);
    return HttpResponse.seeOther(URI.create("/sync"));
  }

  /** For the page's script; empty text while nothing crosses and nobody waits. */
  @Unattended
  @Get("/progress")
  Progress progress(HttpRequest<?> request) {
    Words words = Words.in(Frame.language(request));
    boolean isAsked = asked.isUnderWay();
    String asking = isAsked ? words.say("sync.under-way") + " " : "";
    return new Progress((asking + sentence(underWay, words).orElse("")).strip(), isAsked);
  }

  /** What everything that crosses has to tell; empty while nothing does. */
  static Optional<String> sentence(List<UnderWay> underWay, Words words) {
    return underWay.stream()
        .flatMap(it -> it.progress(words).stream())
        .reduce((one, next) -> one + " " + next);
  }

  private static boolean is(OptionalLong limit, long bytes) {
    return limit.isPresent() && limit.getAsLong() == bytes;
  }

  /**
   * Megabytes as typed; nothing is no limit, 0 lets nothing cross, what is no number is refused.
   */
  private static OptionalLong bytes(Form form, String field) {
    String plain = form.text(field).strip().replace(',', '.');
    if (plain.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!plain.matches("[0-9]{1,6}([.][0-9]{1,3})?")) {
      throw SyncRefused.BUDGET_UNFIT.at(field).asException();
    }
    return OptionalLong.of(Math.round(Double.parseDouble(plain) * 1_000_000));
  }

  /** A sentence, and whether what a person asked for is under way. */
  @Serdeable
  record Progress(String text, boolean underWay) {}
}
