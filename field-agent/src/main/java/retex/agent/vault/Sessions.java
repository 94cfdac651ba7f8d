package retex.agent.vault;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Browsers that gave the passphrase since the store was opened. The port of the laptop can be
 * reached by every program on it, so an open store alone lets nobody in. Safe for use by several
 * threads.
 */
@Singleton
final class Sessions {

  static final String COOKIE = "retex-session";

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();
  private volatile boolean wanted;

  /** A new session; from now on nobody gets in without one. */
  String begin() {
    byte[] token = new byte[32];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    tokens.add(text);
    wanted = true;
    return text;
  }

  boolean holds(String token) {
    return tokens.contains(token);
  }

  /** Whether the store was opened from a page; a program that opened it answers for its user. */
  boolean areWanted() {
    return wanted;
  }

  void endAll() {
    tokens.clear();
    wanted = true;
  }
}
