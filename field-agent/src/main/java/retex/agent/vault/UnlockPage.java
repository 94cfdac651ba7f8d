package retex.agent.vault;

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
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/** The page that opens the store, or sets its first passphrase; and the way to lock it. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class UnlockPage {

  private final Vault vault;
  private final Frame frame;

  UnlockPage(Vault vault, Frame frame) {
    this.vault = vault;
    this.frame = frame;
  }

  @Get("/unlock")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(HttpStatus.OK, request, "");
  }

  @Post("/unlock")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> unlock(HttpRequest<?> request, @Body String body) {
    String passphrase = frame.form(body).text("passphrase");
    try {
      vault.open(passphrase.toCharArray());
      return HttpResponse.seeOther(URI.create("/"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.FORBIDDEN, request, why);
    }
  }

  @Post("/lock")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> lock(@Body String body) {
    frame.form(body);
    vault.close();
    return HttpResponse.seeOther(URI.create("/unlock"));
  }

  private HttpResponse<?> page(HttpStatus status, HttpRequest<?> request, String why) {
    return frame.page(
        status, request, "vault/unlock.jte", "unlock.title", new View(!vault.exists(), why));
  }

  /** What the page shows; {@code first} when no passphrase has been set yet. */
  public record View(boolean first, String why) {}
}
