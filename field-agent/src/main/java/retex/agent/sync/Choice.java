package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ADDRESS_MALFORMED;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a laptop may call: within which hours of its day, like {@code 06:00-08:00,22:00-02:00}, empty
 * for the whole of it; whether each byte costs; the proxy's {@code host:port}, empty for none.
 * Refuses {@link SyncRefused#HOURS_MALFORMED} and {@link SyncRefused#ADDRESS_MALFORMED}.
 */
record Choice(String hours, boolean metered, String proxy) {

  private static final int LONGEST_PROXY = 300; // as the schema

  private static final Pattern NO_HOST = Pattern.compile("[\\s@]"); // such as one with a password

  static final Choice NONE = new Choice("", false, "");

  Choice {
    hours = hours.strip();
    proxy = proxy.strip();
    Hours.parse(hours);
    if (!proxy.isEmpty()) {
      Address.parse(proxy, "proxy");
    }
    if (proxy.length() > LONGEST_PROXY || NO_HOST.matcher(proxy).find()) {
      throw ADDRESS_MALFORMED.at("proxy").asException();
    }
  }

  List<Hours> spans() {
    return Hours.parse(hours);
  }
}
