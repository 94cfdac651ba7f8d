package retex.agent.vault;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retex.agent.web.Knock;

/**
 * Browsers that gave the passphrase since the store was opened. The port of the laptop can be
 * reached by every program on it, so an open store alone lets nobody in. A browser sends its cookie
 * to every port of the laptop, those of other users too: so a session is good for the user alone
 * who began it. Safe for use by several threads.
 */
@Singleton
final class Sessions {

  static final String COOKIE = "retex-session";

  private final Peers peers;
  private final Map<String, String> users = new ConcurrentHashMap<>(); // by token
  private final SecureRandom random = new SecureRandom();
  private volatile boolean wanted;

  Sessions(Peers peers) {
    this.peers = peers;
  }

  /**
   * A new session of the user who asks; from now on nobody gets in without one. Who cannot be told
   * gets one that lets nobody in, and unlocks once more.
   */
  String begin(Knock knock) {
    byte[] token = new byte[32];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    String user = peers.user(knock);
    if (!user.equals(PeerUser.GONE)) {
      users.put(text, user);
    }
    wanted = true;
    return text;
  }

  /**
   * Whether who asks is let in: with a session, or without one where a program opened the store,
   * which answers for its own user.
   */
  boolean admit(Knock knock) {
    return (!wanted && peers.asker(knock) == Asker.OWNER) || holds(knock);
  }

  private boolean holds(Knock knock) {
    Optional<String> user = knock.cookie(COOKIE).map(users::get);
    return user.isPresent() && user.get().equals(peers.user(knock));
  }

  void endAll() {
    users.clear();
    wanted = true;
  }
}
