package retex.agent.web;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites away from the pages of this laptop: a request by another name than the loopback
 * address (DNS rebinding), or a change asked for by another site, is refused.
 */
@ServerFilter("/**")
final class Guard {

  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @RequestFilter
  @Nullable HttpResponse<?> refuseForeign(HttpRequest<?> request) {
    String host = String.valueOf(request.getHeaders().get("Host"));
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean foreign =
        (site != null && !site.equals("same-origin") && !site.equals("none"))
            || isElsewhere(request.getHeaders().get("Origin"), host);
    boolean refused =
        !LOOPBACK.matcher(host).matches() || (foreign && !SAFE.contains(request.getMethod()));
    return refused ? HttpResponse.unauthorized() : null;
  }

  /** For browsers that do not say which site a request comes from. */
  private static boolean isElsewhere(@Nullable String origin, String host) {
    return origin != null && !origin.equals("http://" + host);
  }

  @ResponseFilter
  void harden(MutableHttpResponse<?> response) {
    response
        .getHeaders()
        .add(
            "Content-Security-Policy",
            "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'")
        .add("X-Content-Type-Options", "nosniff")
        .add("Referrer-Policy", "same-origin");
  }
}
