package retex.server.access;

import io.micronaut.core.annotation.Nullable;
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
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import retex.refusal.RefusedException;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.Nobody;
import retex.server.web.Words;

/** The page to sign in, the way out, and where each role begins. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class SignInPage {

  private final Accounts accounts;
  private final Sessions sessions;
  private final Frame frame;

  SignInPage(Accounts accounts, Sessions sessions, Frame frame) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.frame = frame;
  }

  @Get("/")
  HttpResponse<?> home(Visitor visitor) {
    String first =
        visitor.account().has(Role.PROVIDER)
            ? "/feedback"
            : visitor.account().has(Role.REVIEWER)
                ? "/records"
                : visitor.account().has(Role.RELEASE_OFFICER) ? "/redactions" : "/audit";
    return HttpResponse.seeOther(URI.create(first));
  }

  @Get("/sign-in")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> form(HttpRequest<?> request) {
    return frame.page(
        request, new Nobody(), "access/sign-in.jte", "sign-in.title", new View("", ""));
  }

  @Post("/sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> signIn(HttpRequest<?> request, @Body String body) {
    Form form = Form.of(body);
    String name = form.text("name");
    try {
      Account account =
          accounts.signIn(name, form.text("password"), Tries.from(request.getRemoteAddress()));
      Cookie cookie =
          Cookie.of(VisitorBinder.COOKIE, sessions.begin(account))
              .path("/")
              .httpOnly(true)
              .secure(request.isSecure())
              .sameSite(SameSite.Strict);
      Cookie language = Cookie.of(Frame.LANGUAGE, account.language()).path("/").httpOnly(true);
      return HttpResponse.seeOther(URI.create("/")).cookie(cookie).cookie(language);
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return frame.page(
          HttpStatus.FORBIDDEN,
          request,
          new Nobody(),
          "access/sign-in.jte",
          "sign-in.title",
          new View(name, why));
    }
  }

  @Post("/sign-out")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> signOut(HttpRequest<?> request, Visitor visitor, @Body @Nullable String body) {
    visitor.form(body == null ? "" : body);
    VisitorBinder.token(request).ifPresent(sessions::end);
    return HttpResponse.seeOther(URI.create("/sign-in"))
        .cookie(Cookie.of(VisitorBinder.COOKIE, "").path("/").maxAge(0));
  }

  /** What the page shows; {@code why} is empty before the first try. */
  public record View(String name, String why) {}
}
