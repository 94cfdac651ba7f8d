package retex.server.web;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request: a change asked for by another site is refused (Fetch Metadata,
 * W3C), and every answer forbids foreign scripts, frames and type guessing. Forms carry a token
 * besides.
 */
@ServerFilter("/**")
final class Guard {

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @RequestFilter
  @Nullable HttpResponse<?> refuseForeign(HttpRequest<?> request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    return foreign && !SAFE.contains(request.getMethod()) ? HttpResponse.unauthorized() : null;
  }

  @ResponseFilter
  void harden(MutableHttpResponse<?> response) {
    response
        .getHeaders()
        .add(
            "Content-Security-Policy",
            "default-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none';"
                + " object-src 'self'")
        .add("X-Content-Type-Options", "nosniff")
        .add("Referrer-Policy", "same-origin")
        .add("Cross-Origin-Opener-Policy", "same-origin");
  }
}
