package retex.server.sync;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are open now, so that laptops that stay hear of news. */
@Singleton
class OpenSessions {

  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /** Looks what is new for each; a few small queries a laptop. */
  @Scheduled(fixedDelay = "2s", initialDelay = "2s")
  void wake() {
    sessions.forEach(Session::wake);
  }
}
