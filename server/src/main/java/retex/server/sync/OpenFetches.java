package retex.server.sync;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ForkJoinPool;
import retex.contract.DeviceId;

/**
 * Calls of laptops to which files of their teams go, or that wait for one. One that takes long over
 * what it is told holds no other up: the pool has a thread more meanwhile. Of one laptop's calls
 * the newest alone goes on, so that no laptop has more than one file in memory here.
 */
@Singleton
class OpenFetches {

  private final Set<Fetching> waiting = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<DeviceId, Fetching> newest = new ConcurrentHashMap<>();
  private final ForkJoinPool saying = new ForkJoinPool(1);

  void begin(Fetching fetching) {
    Optional.ofNullable(newest.put(fetching.device(), fetching)).ifPresent(Fetching::superseded);
    saying.execute(() -> go(fetching));
  }

  /** Looks whether something has come for those that wait, a small query each. */
  @Scheduled(fixedDelay = "2s", initialDelay = "2s")
  void wake() {
    for (Fetching it : Set.copyOf(waiting)) {
      waiting.remove(it);
      saying.execute(() -> go(it));
    }
  }

  @PreDestroy
  void close() {
    saying.shutdownNow();
  }

  private void go(Fetching fetching) {
    if (fetching.staysAfterSaying()) {
      waiting.add(fetching);
    } else {
      newest.remove(fetching.device(), fetching);
    }
  }
}
