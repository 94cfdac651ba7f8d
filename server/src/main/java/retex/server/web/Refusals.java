package retex.server.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * Turns a refusal into words and a status, at the edge and nowhere else: a page for people, JSON
 * for programs. A code that ends in {@code _UNKNOWN} is 404; others are 422 unless their feature
 * says otherwise. Whoever is not signed in is shown the way.
 */
@Singleton
final class Refusals implements ExceptionHandler<RefusedException, HttpResponse<?>> {

  private final Frame frame;
  private final List<RefusalStatus> statuses;

  Refusals(Frame frame, List<RefusalStatus> statuses) {
    this.frame = frame;
    this.statuses = statuses;
  }

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest request, RefusedException refused) {
    return answer((HttpRequest<?>) request, refused.refusal());
  }

  HttpResponse<?> answer(HttpRequest<?> request, Refusal refusal) {
    HttpStatus status = status(refusal);
    Words words = Words.in(Frame.language(request));
    if (isApi(request)) {
      MutableHttpResponse<Refused> response = HttpResponse.status(status);
      return response.body(new Refused(refusal.code().name(), refusal.where(), words.say(refusal)));
    }
    if (status == HttpStatus.UNAUTHORIZED) {
      return HttpResponse.seeOther(URI.create("/sign-in"));
    }
    return frame.page(
        status, request, new Nobody(), "web/refused.jte", "refused.title", words.say(refusal));
  }

  /** Whether a program asks, and no person. */
  static boolean isApi(HttpRequest<?> request) {
    return request.getPath().startsWith("/api/");
  }

  private HttpStatus status(Refusal refusal) {
    return statuses.stream()
        .map(one -> one.of(refusal.code()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(
            refusal.code().name().endsWith("_UNKNOWN")
                ? HttpStatus.NOT_FOUND
                : HttpStatus.UNPROCESSABLE_ENTITY);
  }

  /** What a program reads: the stable code, the place, and a sentence for a person. */
  @Serdeable
  record Refused(String code, String where, String sentence) {}
}
