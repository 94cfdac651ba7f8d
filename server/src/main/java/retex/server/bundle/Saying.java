package retex.server.bundle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says a word now and then while something takes long, so that whoever waits for it does not give
 * up. Once closed it says nothing more. In a thread of its own; to be closed.
 */
final class Saying implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Saying.class);
  private static final long EVERY_SECONDS = 30; // a courier waits for 180

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  Saying(Runnable word) {
    thread = new Thread(() -> say(word), "bundle-saying");
    thread.setDaemon(true);
    thread.start();
  }

  private void say(Runnable word) {
    try {
      while (!over.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        word.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException gone) { // nobody waits any more
      LOG.info("bundle.unheard");
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
