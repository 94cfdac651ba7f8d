package retex.agent.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * The one edge where a refusal becomes words, and a bug an incident number. While the store is
 * locked every page leads to the one that unlocks it.
 */
@Singleton
final class Refusals implements ExceptionHandler<RuntimeException, HttpResponse<?>> {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Frame frame;

  Refusals(Frame frame) {
    this.frame = frame;
  }

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest raw, RuntimeException failure) {
    HttpRequest<?> request = (HttpRequest<?>) raw;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return refused(request, refused.refusal());
      }
    }
    String number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("web.incident number={} at={}", number, place(failure));
    String text = Words.in(Frame.language(request)).say("incident.text", number);
    return frame.page(
        HttpStatus.INTERNAL_SERVER_ERROR, request, "web/refused.jte", "incident.title", text);
  }

  private HttpResponse<?> refused(HttpRequest<?> request, Refusal refusal) {
    String code = refusal.code().name();
    if (code.equals("VAULT_LOCKED")) {
      return HttpResponse.seeOther(URI.create("/unlock"));
    }
    HttpStatus status =
        code.endsWith("_UNKNOWN")
            ? HttpStatus.NOT_FOUND
            : code.equals("DRAFT_CHANGED_ELSEWHERE")
                ? HttpStatus.CONFLICT
                : HttpStatus.UNPROCESSABLE_ENTITY;
    return frame.page(
        status,
        request,
        "web/refused.jte",
        "refused.title",
        Words.in(Frame.language(request)).say(refusal));
  }

  /** Where it happened; messages are left out, for they may carry what was written. */
  private static String place(Throwable failure) {
    var places = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      places.append(cause.getClass().getName()).append(' ');
      places.append(
          Arrays.stream(cause.getStackTrace())
              .limit(10)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < ")));
    }
    return places.toString();
  }
}
