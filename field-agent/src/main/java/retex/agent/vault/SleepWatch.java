package retex.agent.vault;

import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.BusMessage.Signal;

/**
 * Locks the store before the laptop sleeps, and when its screen is locked, where the system says so
 * beforehand: on a Linux with logind. While the store is open it holds each sleep back until the
 * store is locked; while it is locked there is nothing to hear, no connection and no child process.
 * Elsewhere {@link IdleLock} notices a sleep at waking.
 */
@Singleton
final class SleepWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SleepWatch.class);
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1); // after it failed
  private static final String LOGIND = "type='signal',sender='org.freedesktop.login1',interface=";

  private final Vault vault;
  private final IdleLock lock;
  private final String address;
  private final String session;
  private final boolean isCommand;

  private @Nullable Hold hold;
  private long notBefore = System.nanoTime();

  SleepWatch(
      Vault vault,
      IdleLock lock,
      @Property(
              name = "dbus.system.bus.address",
              defaultValue = "unix:path=/var/run/dbus/system_bus_socket")
          String address,
      @Property(name = "xdg.session.id", defaultValue = "") String session,
      @Property(name = "retex.command", defaultValue = "false") boolean isCommand) {
    this.vault = vault;
    this.lock = lock;
    this.address = address;
    this.session = session;
    this.isCommand = isCommand;
  }

  @Scheduled(fixedDelay = "2s", initialDelay = "1s")
  void look() {
    boolean wanted = !isCommand && vault.isOpen();
    synchronized (this) {
      if (!wanted) {
        let();
      } else if (hold == null && System.nanoTime() - notBefore >= 0) {
        notBefore = System.nanoTime() + AGAIN_NANOS;
        SystemBus.socket(address).ifPresent(this::begin);
      }
    }
  }

  @PreDestroy
  synchronized void let() {
    Hold held = hold;
    if (held != null) {
      hold = null;
      notBefore = System.nanoTime();
      held.close();
    }
  }

  private void begin(Path socket) {
    try {
      SystemBus bus = SystemBus.connect(socket);
      hold = new Hold(bus, SleepDelay.begin(address));
      bus.listen(LOGIND + "'org.freedesktop.login1.Manager',member='PrepareForSleep'");
      bus.listen(LOGIND + "'org.freedesktop.login1.Session',member='Lock'" + ofSession());
      var thread = new Thread(() -> hear(bus), "sleep-watch");
      thread.setDaemon(true);
      thread.start();
    } catch (IOException e) {
      LOG.warn("vault.sleep_unheard");
      let();
      notBefore = System.nanoTime() + AGAIN_NANOS;
    }
  }

  /** Where it is not known whose session this is, any one that is locked counts. */
  private String ofSession() {
    String root = "/org/freedesktop/login1/session";
    return session.matches("[0-9A-Za-z]+")
        ? ",path='" + root + "/" + escaped(session) + "'"
        : ",path_namespace='" + root + "'";
  }

  /** A name in a path of the bus does not begin with a digit (systemd, bus_label_escape). */
  private static String escaped(String name) {
    char first = name.charAt(0);
    return Character.isDigit(first) ? "_" + Integer.toHexString(first) + name.substring(1) : name;
  }

  private void hear(SystemBus bus) {
    try {
      while (true) {
        Signal said = bus.next();
        if (said.member().equals("Lock")) {
          lock.lock("vault.locked_with_session");
        } else if (said.member().equals("PrepareForSleep") && said.flag()) {
          lock.lock("vault.locked_before_sleep");
          let(); // now it may sleep
        }
      }
    } catch (IOException closed) {
      lost(bus);
    } catch (RuntimeException bug) { // nobody would hear, and the delay would be held for nothing
      LOG.error("vault.sleep_incident at={}", bug.getStackTrace()[0]);
      lost(bus);
    }
  }

  private synchronized void lost(SystemBus bus) {
    if (hold != null && hold.bus() == bus) {
      LOG.warn("vault.sleep_unheard");
      let();
      notBefore = System.nanoTime() + AGAIN_NANOS;
    }
  }

  /** What is held while the store is open. */
  private record Hold(SystemBus bus, SleepDelay delay) {

    void close() {
      delay.end(); // first: what is heard from now on changes nothing
      try {
        bus.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
