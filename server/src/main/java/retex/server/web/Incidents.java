package retex.server.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.refusal.RefusedException;

/**
 * The one handler of bugs: logs where it happened under an incident number and shows that number.
 * Messages of exceptions are not logged, for they may carry what a person wrote.
 */
@Singleton
final class Incidents implements ExceptionHandler<RuntimeException, HttpResponse<?>> {

  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final Frame frame;
  private final Refusals refusals;

  Incidents(Frame frame, Refusals refusals) {
    this.frame = frame;
    this.refusals = refusals;
  }

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest request, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return refusals.answer((HttpRequest<?>) request, refused.refusal());
      }
    }
    String number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("web.incident number={} at={}", number, places(failure));
    if (Refusals.isApi((HttpRequest<?>) request)) {
      MutableHttpResponse<Refusals.Refused> response =
          HttpResponse.status(HttpStatus.INTERNAL_SERVER_ERROR);
      return response.body(new Refusals.Refused("INCIDENT", number, ""));
    }
    return frame.page(
        HttpStatus.INTERNAL_SERVER_ERROR,
        (HttpRequest<?>) request,
        new Nobody(),
        "web/incident.jte",
        "incident.title",
        number);
  }

  private static String places(Throwable failure) {
    var places = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      places.append(cause.getClass().getName()).append(' ');
      places.append(
          Arrays.stream(cause.getStackTrace())
              .limit(12)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < ")));
      places.append(" | ");
    }
    return places.toString();
  }
}
