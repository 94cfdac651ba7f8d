package retex.server.access;

import static retex.server.access.AccessRefusal.NOT_SIGNED_IN;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Fills in the {@link Visitor} of a handler, from the session's cookie or a bearer token. */
@Singleton
final class VisitorBinder implements TypedRequestArgumentBinder<Visitor> {

  static final String COOKIE = "retex-session";
  private static final String BEARER = "Bearer ";

  private final Sessions sessions;

  VisitorBinder(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Argument<Visitor> argumentType() {
    return Argument.of(Visitor.class);
  }

  @Override
  public BindingResult<Visitor> bind(
      ArgumentConversionContext<Visitor> context, HttpRequest<?> request) {
    Visitor visitor =
        token(request)
            .flatMap(sessions::visitor)
            .orElseThrow(() -> NOT_SIGNED_IN.at("").asException());
    return () -> Optional.of(visitor);
  }

  static Optional<String> token(HttpRequest<?> request) {
    boolean api = request.getPath().startsWith("/api/");
    Optional<String> bearer =
        request
            .getHeaders()
            .getAuthorization()
            .filter(header -> header.startsWith(BEARER))
            .map(header -> header.substring(BEARER.length()));
    // a program's door never takes the cookie, which a browser would send by itself
    return api ? bearer : request.getCookies().findCookie(COOKIE).map(Cookie::getValue);
  }
}
