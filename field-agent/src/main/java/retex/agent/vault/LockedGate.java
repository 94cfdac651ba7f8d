package retex.agent.vault;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * While the store is locked every page leads to the one that unlocks it, before anything behind it
 * is made: a cold start shows its first page without touching the store's beans.
 */
@ServerFilter("/**")
final class LockedGate {

  private final Vault vault;

  LockedGate(Vault vault) {
    this.vault = vault;
  }

  @RequestFilter
  @Nullable HttpResponse<?> lead(HttpRequest<?> request) {
    String path = request.getPath();
    boolean open = vault.isOpen() || path.equals("/unlock") || path.startsWith("/assets/");
    return open ? null : HttpResponse.seeOther(URI.create("/unlock"));
  }
}
