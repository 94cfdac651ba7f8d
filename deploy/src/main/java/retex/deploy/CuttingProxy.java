package retex.deploy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A link between a laptop and the server that can be cut: it passes bytes on and, when told so,
 * breaks off in the middle after a number of bytes from the laptop.
 */
public final class CuttingProxy implements Closeable {

  private final ServerSocket door;
  private volatile int target;
  private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong fallsAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicReference<Runnable> pending = new AtomicReference<>(() -> {});

  /** Listens on any free port of the loopback interface and leads to {@code target} there. */
  public CuttingProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** From now on new connections lead to this port. */
  public void leadTo(int port) {
    target = port;
  }

  /** From now on the link breaks after this many bytes from the laptop. */
  public void cutAfter(long bytes) {
    budget.set(bytes);
  }

  /** Does something once, when this many bytes from the laptop have passed from now on. */
  public void onceAfter(long bytes, Runnable blow) {
    fallsAt.set(passed.get() + bytes);
    pending.set(blow);
  }

  /** Takes back a blow that has not fallen; whether there was one. */
  public boolean disarm() {
    return fallsAt.getAndSet(Long.MAX_VALUE) != Long.MAX_VALUE;
  }

  /** From now on the link holds. */
  public void mend() {
    budget.set(Long.MAX_VALUE);
  }

  /** Bytes from laptops so far. */
  public long passed() {
    return passed.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        lead(door.accept());
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void lead(Socket laptop) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      daemon(() -> pass(laptop, server, true));
      daemon(() -> pass(server, laptop, false));
    } catch (IOException e) {
      laptop.close(); // no server there just now; a later call may find one
    }
  }

  private void pass(Socket from, Socket to, boolean up) {
    byte[] buffer = new byte[256];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (up) {
          if (passed.addAndGet(count) >= fallsAt.get()) {
            fallsAt.set(Long.MAX_VALUE);
            pending.getAndSet(() -> {}).run();
          }
          if (budget.addAndGet(-count) < 0) {
            return; // cut: what was read is lost, as on a real link
          }
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      return; // the other side is gone
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "link");
    thread.setDaemon(true);
    thread.start();
  }
}
