package retex.server.sync;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.server.device.Contact;
import retex.server.device.Devices;

/**
 * The calls that are open now, so that laptops that stay hear of news, and are listed as there. One
 * that takes long over what it is told holds no other up: the pool has a thread more meanwhile.
 */
@Singleton
class OpenSessions {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Devices devices;
  private final ForkJoinPool waking = new ForkJoinPool(1);

  OpenSessions(Devices devices) {
    this.devices = devices;
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    if (sessions.remove(session)) {
      note(session.presence().last().stream());
    }
  }

  /**
   * Looks what is new for each, a few small queries a laptop; and notes what is new about them, in
   * one transaction.
   */
  @Scheduled(fixedDelay = "2s", initialDelay = "2s")
  void wake() {
    if (!waking.hasQueuedSubmissions()) {
      sessions.forEach(it -> waking.execute(it::wake));
    }
    note(sessions.stream().map(Session::presence).flatMap(it -> it.news().stream()));
  }

  @PreDestroy
  void close() {
    waking.shutdownNow();
  }

  /** A list that is a little old is no reason to end a call. */
  private void note(Stream<Contact> news) {
    try {
      devices.contacts(news.toList());
    } catch (RuntimeException bug) {
      LOG.error("sync.list at={}", bug.getStackTrace()[0]);
    }
  }
}
