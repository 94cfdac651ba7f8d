package retex.agent.sync;

import java.util.List;

/**
 * How a laptop may call: within which hours of its day, like {@code 06:00-08:00,22:00-02:00}, empty
 * for the whole of it; whether each byte costs; the proxy's {@code host:port}, empty for none.
 * Refuses {@link SyncRefused#HOURS_MALFORMED} and {@link SyncRefused#ADDRESS_MALFORMED}.
 */
record Choice(String hours, boolean metered, String proxy) {

  static final Choice NONE = new Choice("", false, "");

  Choice {
    hours = hours.strip();
    proxy = proxy.strip();
    Hours.parse(hours);
    if (!proxy.isEmpty()) {
      Address.parse(proxy, "proxy");
    }
  }

  List<Hours> spans() {
    return Hours.parse(hours);
  }
}
