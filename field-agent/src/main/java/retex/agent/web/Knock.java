package retex.agent.web;

import io.micronaut.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as far as a {@link Door} looks at it, whichever way it came. */
public interface Knock {

  /** The method, in capitals. */
  String method();

  /** The path without a query. */
  String path();

  /** The first header of a name. */
  @Nullable String header(String name);

  /** Who asks. */
  InetSocketAddress from();

  /** Whom it reached. */
  InetSocketAddress to();

  /** A cookie's value. */
  default Optional<String> cookie(String name) {
    String all = header("Cookie");
    if (all == null) {
      return Optional.empty();
    }
    for (int from = 0; from < all.length(); ) {
      int semicolon = all.indexOf(';', from);
      int end = semicolon < 0 ? all.length() : semicolon;
      String one = all.substring(from, end).strip();
      if (one.startsWith(name) && one.startsWith("=", name.length())) {
        return Optional.of(one.substring(name.length() + 1));
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  /** A request on its ordinary way. */
  static Knock of(HttpRequest<?> request) {
    return new Knock() {

      @Override
      public String method() {
        return request.getMethodName();
      }

      @Override
      public String path() {
        return request.getPath();
      }

      @Override
      public @Nullable String header(String name) {
        return request.getHeaders().get(name);
      }

      @Override
      public InetSocketAddress from() {
        return request.getRemoteAddress();
      }

      @Override
      public InetSocketAddress to() {
        return request.getServerAddress();
      }
    };
  }
}
