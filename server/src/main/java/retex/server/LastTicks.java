package retex.server;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what the clock began before anything else is ended: a task that is under way comes to its
 * end while the store is still open, and none begins after it.
 */
@Singleton
final class LastTicks implements ApplicationEventListener<ShutdownEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(LastTicks.class);
  private static final long PATIENCE = 10; // seconds: a document is set and signed in less

  private final ExecutorService ticks;

  LastTicks(@Named(TaskExecutors.SCHEDULED) ExecutorService ticks) {
    this.ticks = ticks;
  }

  @Override
  public void onApplicationEvent(ShutdownEvent event) {
    ticks.shutdown();
    try {
      if (!ticks.awaitTermination(PATIENCE, TimeUnit.SECONDS)) {
        LOG.warn("server.ended_under_way"); // its transaction is undone, and begun again next time
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
