package retex.agent.vault;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody past the unlock page who has not given the passphrase, and tells the idle lock who is
 * at work. Another user of the laptop sees the unlock page alone.
 */
@ServerFilter("/**")
@Order(10)
final class Gate {

  private static final Set<String> OPEN = Set.of("/unlock", "/session");

  private final Vault vault;
  private final Sessions sessions;
  private final IdleLock idle;

  Gate(Vault vault, Sessions sessions, IdleLock idle) {
    this.vault = vault;
    this.sessions = sessions;
    this.idle = idle;
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    String path = request.getPath();
    if (OPEN.contains(path) || path.startsWith("/assets/")) {
      return null;
    }
    if (!vault.isOpen() || (needsSession(request) && !hasSession(request))) {
      return request.accept().contains(MediaType.APPLICATION_JSON_TYPE)
          ? HttpResponse.status(HttpStatus.LOCKED)
          : HttpResponse.seeOther(URI.create("/unlock"));
    }
    idle.begins();
    request.setAttribute(Gate.class.getName(), true);
    return null;
  }

  @ResponseFilter
  void release(HttpRequest<?> request) {
    if (request.getAttribute(Gate.class.getName()).isPresent()) {
      idle.ends();
    }
  }

  private boolean needsSession(HttpRequest<?> request) {
    return sessions.areWanted()
        || PeerUser.isAnother(request.getRemoteAddress(), request.getServerAddress());
  }

  private boolean hasSession(HttpRequest<?> request) {
    return request
        .getCookies()
        .findCookie(Sessions.COOKIE)
        .map(Cookie::getValue)
        .filter(sessions::holds)
        .isPresent();
  }
}
