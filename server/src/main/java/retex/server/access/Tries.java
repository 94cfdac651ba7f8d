package retex.server.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong tries to sign in, by name and by where they come from: who knows a name does not keep its
 * owner out. Of more than so many pairs the one tried longest ago is forgotten. Safe for use by
 * several threads.
 */
final class Tries {

  private static final int MOST = 10;
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final int KEPT = 10_000; // some 5 MB
  private static final int NETWORK = 8; // bytes: of IPv6 one subscriber has that many alike

  private final Map<String, Deque<Instant>> wrong = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Whether one more may be made now: it counts as wrong until it is {@link #right}, so that many
   * at a time are no more than so many.
   */
  synchronized boolean begin(String name, String from, Instant now) {
    Deque<Instant> tries = wrong.computeIfAbsent(key(name, from), any -> new ArrayDeque<>());
    tries.removeIf(at -> at.isBefore(now.minus(WITHIN)));
    if (tries.size() >= MOST) {
      return false;
    }
    tries.add(now);
    if (wrong.size() > KEPT) {
      wrong.remove(wrong.keySet().iterator().next());
    }
    return true;
  }

  synchronized void right(String name, String from) {
    wrong.remove(key(name, from));
  }

  /** How many pairs are remembered. */
  synchronized int kept() {
    return wrong.size();
  }

  /** Where a request comes from, as far as one person or house is told apart. */
  static String from(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString();
    }
    byte[] bytes = host.getAddress();
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK));
  }

  private static String key(String name, String from) {
    return name + "\n" + from;
  }
}
