package retex.server.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;

/** Signs a program in: a name and a password for a bearer token. */
@Controller("/api/session")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionResource {

  private final Accounts accounts;
  private final Sessions sessions;

  SessionResource(Accounts accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  /** Refused with 403 {@code SIGN_IN_WRONG}, or 429 {@code TOO_MANY_TRIES}. */
  @Post
  Token begin(HttpRequest<?> request, @Body Credentials credentials) {
    String from = Tries.from(request.getRemoteAddress());
    Account account = accounts.signIn(credentials.name(), credentials.password(), from);
    return new Token(sessions.begin(account));
  }

  /** What a person knows. */
  @Serdeable
  record Credentials(String name, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Credentials[]";
    }
  }

  /** To be sent as {@code Authorization: Bearer}; good for one working day. */
  @Serdeable
  record Token(String token) {}
}
