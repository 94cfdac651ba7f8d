package retex.agent.vault;

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
import java.util.List;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Knock;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/** Who may open this laptop, and whether headquarters could; each change asks for a passphrase. */
@Controller("/users")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class UsersPage {

  private final Users users;
  private final Peers peers;
  private final Frame frame;

  UsersPage(Users users, Peers peers, Frame frame) {
    this.users = users;
    this.peers = peers;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(HttpStatus.OK, request, "", "");
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> change(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    Words words = Words.in(Frame.language(request));
    String own = form.text("own");
    Asker asker = peers.asker(Knock.of(request));
    try {
      String done =
          switch (form.text("do")) {
            case "add" ->
                users.add(asker, own, form.text("name"), form.text("new"), form.text("again"));
            case "remove" -> users.remove(asker, own, form.text("name"));
            default -> users.change(asker, own, form.text("new"), form.text("again"));
          };
      return page(HttpStatus.OK, request, words.say(done), "");
    } catch (RefusedException refused) {
      return page(HttpStatus.FORBIDDEN, request, "", words.say(refused.refusal()));
    }
  }

  private HttpResponse<?> page(HttpStatus status, HttpRequest<?> request, String done, String why) {
    return frame.page(
        status,
        request,
        "vault/users.jte",
        "users.title",
        new View(users.names(), users.escrow(), done, why));
  }

  /** What the page shows; {@code escrow} names headquarters' key, empty where there is none. */
  public record View(List<String> names, String escrow, String done, String why) {

    public View {
      names = List.copyOf(names);
    }
  }

  /** The way to the page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("users")
    NavigationEntry entry() {
      return new NavigationEntry(90, "/users", "users.title");
    }
  }
}
