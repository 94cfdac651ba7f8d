package retex.agent.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites away from the pages of this laptop: a request by another name than the loopback
 * address (DNS rebinding) is refused, and so is whatever another site asks for, another port of
 * this laptop included. Only a link that a person follows leads from there to a page, as one from a
 * letter does.
 */
@ServerFilter("/**")
@Order(0) // before any door that answers itself
final class Guard implements Door {

  /** Headers of every answer. */
  static final Map<String, String> HARDENING =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private volatile String last = "localhost"; // the name by which we were last asked for

  @Override
  public boolean admits(Knock knock) {
    String host = String.valueOf(knock.header("Host"));
    String site = knock.header("Sec-Fetch-Site");
    boolean foreign =
        (site != null && !site.equals("same-origin") && !site.equals("none"))
            || isElsewhere(knock.header("Origin"), host);
    return isOurs(host) && (!foreign || isFollowed(knock));
  }

  /** Whether a link was followed to a whole page, and not into a part of another one. */
  private static boolean isFollowed(Knock knock) {
    return SAFE.contains(knock.method())
        && "navigate".equals(knock.header("Sec-Fetch-Mode"))
        && "document".equals(knock.header("Sec-Fetch-Dest"));
  }

  private boolean isOurs(String host) {
    if (host.equals(last)) {
      return true;
    }
    boolean isOurs = LOOPBACK.matcher(host).matches();
    if (isOurs) {
      last = host;
    }
    return isOurs;
  }

  @RequestFilter
  @Nullable HttpResponse<?> refuseForeign(HttpRequest<?> request) {
    return admits(Knock.of(request)) ? null : HttpResponse.status(HttpStatus.FORBIDDEN);
  }

  /** For browsers that do not say which site a request comes from. */
  private static boolean isElsewhere(@Nullable String origin, String host) {
    return origin != null && !origin.equals("http://" + host);
  }

  @ResponseFilter
  void harden(MutableHttpResponse<?> response) {
    HARDENING.forEach((name, value) -> response.getHeaders().add(name, value));
  }
}
