package retex.agent.vault;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import retex.agent.web.Door;
import retex.agent.web.Knock;
import retex.agent.web.Unattended;

/**
 * Lets nobody past the unlock page who has not given the passphrase, and tells the idle lock who is
 * at work. Another user of the laptop sees the unlock page alone.
 */
@ServerFilter("/**")
@Order(10)
final class Gate implements Door {

  private static final Set<String> OPEN = Set.of("/unlock", "/session");

  private final Vault vault;
  private final Sessions sessions;
  private final IdleLock idle;

  Gate(Vault vault, Sessions sessions, IdleLock idle) {
    this.vault = vault;
    this.sessions = sessions;
    this.idle = idle;
  }

  @Override
  public boolean admits(Knock knock) {
    return isOpen(knock.path()) || (vault.isOpen() && !idle.slept() && sessions.admit(knock));
  }

  @Override
  public void enter() {
    idle.begins();
  }

  @Override
  public void leave() {
    idle.ends();
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    if (!admits(Knock.of(request))) {
      return request.accept().contains(MediaType.APPLICATION_JSON_TYPE)
          ? HttpResponse.status(HttpStatus.LOCKED)
          : HttpResponse.seeOther(URI.create("/unlock"));
    }
    if (!isOpen(request.getPath()) && !isUnattended(request)) {
      enter();
      request.setAttribute(Gate.class.getName(), true);
    }
    return null;
  }

  @ResponseFilter
  void release(HttpRequest<?> request) {
    if (request.getAttribute(Gate.class.getName()).isPresent()) {
      leave();
    }
  }

  private static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith("/assets/");
  }

  private static boolean isUnattended(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .filter(it -> it.getRouteInfo().getAnnotationMetadata().hasAnnotation(Unattended.class))
        .isPresent();
  }
}
