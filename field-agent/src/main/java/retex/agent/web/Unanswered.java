package retex.agent.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.HtmlErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The page that a person is shown where no page was reached: an address that is none, a form that
 * cannot be read, a file beyond the limit. Says nothing of what was sent.
 */
@Singleton
final class Unanswered implements HtmlErrorResponseBodyProvider {

  private final Frame frame;

  Unanswered(Frame frame) {
    this.frame = frame;
  }

  @Override
  public String body(ErrorContext context, HttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    HttpStatus status = response.status();
    String why = Words.in(Frame.language(request)).say("unanswered." + word(status));
    byte[] page =
        Objects.requireNonNull(
            frame.page(status, request, "web/refused.jte", "refused.title", why).body());
    return new String(page, StandardCharsets.UTF_8);
  }

  private static String word(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "no-page";
      case REQUEST_ENTITY_TOO_LARGE -> "too-large";
      default -> status.getCode() < 500 ? "not-understood" : "fault";
    };
  }
}
