package retex.agent.vault;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import retex.agent.web.Knock;

/** A request with a session, or an empty one. */
record SomeKnock(String session) implements Knock {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("Cookie") && !session.isEmpty() ? Sessions.COOKIE + "=" + session : null;
  }

  @Override
  public InetSocketAddress from() {
    return new InetSocketAddress("127.0.0.1", 1);
  }

  @Override
  public InetSocketAddress to() {
    return new InetSocketAddress("127.0.0.1", 2);
  }
}
