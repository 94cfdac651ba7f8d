package retex.agent.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
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
      Optional<WebRefusal> ofDisk = WebRefusal.ofDisk(cause);
      if (ofDisk.isPresent()) {
        LOG.warn("web.disk_refused code={}", ofDisk.get().name());
        return refused(request, ofDisk.get().at(""));
      }
    }
    String number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("web.incident number={} at={}", number, place(failure));
    String text = Words.in(Frame.language(request)).say("incident.text", number);
    if (wantsData(request)) {
      return HttpResponse.serverError(new Said("INCIDENT", text));
    }
    return frame.page(
        HttpStatus.INTERNAL_SERVER_ERROR, request, "web/refused.jte", "incident.title", text);
  }

  private HttpResponse<?> refused(HttpRequest<?> request, Refusal refusal) {
    String code = refusal.code().name();
    String text = Words.in(Frame.language(request)).say(refusal);
    if (wantsData(request)) {
      return HttpResponse.status(status(code)).body(new Said(code, text));
    }
    if (code.equals("VAULT_LOCKED")) {
      return HttpResponse.seeOther(URI.create("/unlock"));
    }
    return frame.page(status(code), request, "web/refused.jte", "refused.title", text);
  }

  private static HttpStatus status(String code) {
    return switch (code) {
      case "VAULT_LOCKED" -> HttpStatus.LOCKED;
      case "DISK_FULL", "ATTACHMENT_NO_ROOM" -> HttpStatus.INSUFFICIENT_STORAGE;
      case "DISK_FAULTY", "DAMAGE_MET" -> HttpStatus.INTERNAL_SERVER_ERROR;
      case "DRAFT_CHANGED_ELSEWHERE" -> HttpStatus.CONFLICT;
      default -> code.endsWith("_UNKNOWN") ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }

  /** A page's script asks for data and tells the person itself. */
  private static boolean wantsData(HttpRequest<?> request) {
    return request.accept().contains(MediaType.APPLICATION_JSON_TYPE);
  }

  /** A refusal for a script. */
  @Serdeable
  record Said(String code, String text) {}

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
