package retex.agent.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What stands between a laptop and headquarters: it passes bytes on, can cut connections, and, as a
 * router that translates addresses, forgets one on which nothing passed for a while: from then on
 * what comes is dropped, and neither end is told. To be closed.
 */
final class Router implements AutoCloseable {

  private final ServerSocket door;
  private final int target;
  private final List<Flow> flows = new CopyOnWriteArrayList<>();
  private volatile long forgetsAfterNanos = Long.MAX_VALUE;
  private volatile long bytesEach = Long.MAX_VALUE;
  private volatile long bytesPassedEach = Long.MAX_VALUE;
  private volatile int bytesASecond = Integer.MAX_VALUE;

  /** Leads to {@code target} on this machine. */
  Router(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Connections that were made so far. */
  int connections() {
    return flows.size();
  }

  /** Connections that stand now. */
  long open() {
    return flows.stream().filter(it -> !it.laptop.isClosed()).count();
  }

  /** From now on a connection is forgotten that was quiet for so long. */
  void forgetsAfter(Duration quiet) {
    forgetsAfterNanos = quiet.toNanos();
  }

  /** From now on each connection breaks after so many bytes from the laptop. */
  void cutEachAfter(long bytes) {
    bytesEach = bytes;
  }

  /** From now on what comes from the laptop beyond so many bytes of a connection is dropped. */
  void dropsAfter(long bytes) {
    bytesPassedEach = bytes;
  }

  /** From now on so many bytes a second pass from the laptop. */
  void slowsTo(int rate) {
    bytesASecond = rate;
  }

  /** Cuts every connection. */
  void cut() {
    flows.forEach(Flow::close);
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket laptop = door.accept();
        var flow = new Flow(laptop, new Socket(InetAddress.getLoopbackAddress(), target));
        flows.add(flow);
        daemon(() -> flow.pass(flow.laptop, flow.server, true));
        daemon(() -> flow.pass(flow.server, flow.laptop, false));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "router");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Flow {
    private final Socket laptop;
    private final Socket server;
    private final AtomicLong lastAt = new AtomicLong(System.nanoTime());
    private final AtomicLong up = new AtomicLong();
    private volatile boolean forgotten;

    Flow(Socket laptop, Socket server) {
      this.laptop = laptop;
      this.server = server;
    }

    void pass(Socket from, Socket to, boolean isUp) {
      byte[] buffer = new byte[512];
      try {
        InputStream in = from.getInputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          forgotten |= System.nanoTime() - lastAt.get() > forgetsAfterNanos;
          if (forgotten) {
            continue;
          }
          lastAt.set(System.nanoTime());
          long all = isUp ? up.addAndGet(count) : 0;
          if (all > bytesEach) {
            break;
          }
          if (all > bytesPassedEach) {
            continue;
          }
          if (isUp) {
            Thread.sleep(count * 1_000L / bytesASecond);
          }
          to.getOutputStream().write(buffer, 0, count);
        }
      } catch (IOException e) {
        // one of them has gone
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      close();
    }

    void close() {
      try (laptop;
          server) {
        forgotten = true;
      } catch (IOException e) {
        forgotten = true;
      }
    }
  }
}
