package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells at once, in the writer's thread, that this process has written something to a log. */
@Singleton
public final class Growth {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * Has something done each time. It may run before the transaction around has ended, so it asks
   * nothing of the store itself.
   */
  public void whenGrown(Runnable listener) {
    listeners.add(listener);
  }

  void tell() {
    listeners.forEach(Runnable::run);
  }
}
