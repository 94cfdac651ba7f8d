package retex.agent.vault;

import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.BusMessage.Signal;

/**
 * Locks the store before the laptop sleeps, and when its screen is locked, where the system says so
 * beforehand: on a Linux with logind. While the store is open it holds each sleep back until the
 * store is locked; while it is locked there is nothing to hear, no connection and no child process.
 * Elsewhere {@link IdleLock} notices a sleep at waking. A command that runs when the laptop is to
 * sleep finds the store locked from then on; a locked screen does not end it.
 */
@Singleton
final class SleepWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SleepWatch.class);
  private static final Duration GREETING = Duration.ofSeconds(5); // that a bus may take to answer
  private static final String LOGIND = "type='signal',sender='org.freedesktop.login1',interface=";

  private final Vault vault;
  private final IdleLock lock;
  private final String address;
  private final String session;
  private final boolean isCommand;
  private final Duration again;

  private @Nullable Hold hold;
  private long notBefore = System.nanoTime();
  private boolean isEndTold;

  SleepWatch(
      Vault vault,
      IdleLock lock,
      @Property(
              name = "dbus.system.bus.address",
              defaultValue = "unix:path=/var/run/dbus/system_bus_socket")
          String address,
      @Property(name = "xdg.session.id", defaultValue = "") String session,
      @Property(name = "retex.command", defaultValue = "false") boolean isCommand,
      @Property(name = "retex.sleep.again", defaultValue = "PT1M") Duration again) {
    this.vault = vault;
    this.lock = lock;
    this.address = address;
    this.session = session;
    this.isCommand = isCommand;
    this.again = again;
  }

  @Scheduled(fixedDelay = "2s", initialDelay = "1s")
  void look() {
    boolean wanted = vault.isOpen();
    synchronized (this) {
      if (!wanted) {
        let();
      } else if (hold != null) {
        check(hold);
      } else if (System.nanoTime() - notBefore >= 0) {
        notBefore = System.nanoTime() + again.toNanos();
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
      SystemBus bus = SystemBus.unconnected();
      hold = new Hold(bus, null, System.nanoTime());
      var thread = new Thread(() -> hear(bus, socket), "sleep-watch");
      thread.setDaemon(true);
      thread.start();
    } catch (IOException e) {
      LOG.warn("vault.sleep_unheard");
    }
  }

  /** A bus that does not answer is given up; a delay that somebody ended is begun again. */
  private void check(Hold now) {
    SleepDelay delay = now.delay();
    if (delay == null) {
      if (now.isOlderThan(GREETING)) {
        lost(now.bus());
      }
    } else if (delay.hasEnded() && now.isOlderThan(again)) {
      if (!isEndTold) { // where there is no logind it ends each time
        LOG.warn("vault.sleep_delay_ended");
        isEndTold = true;
      }
      delay.end();
      hold = new Hold(now.bus(), SleepDelay.begin(address), System.nanoTime());
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

  private void hear(SystemBus bus, Path socket) {
    try {
      bus.connect(socket);
      bus.listen(LOGIND + "'org.freedesktop.login1.Manager',member='PrepareForSleep'");
      bus.listen(LOGIND + "'org.freedesktop.login1.Session',member='Lock'" + ofSession());
      delay(bus);
      while (true) {
        heard(bus.next());
      }
    } catch (IOException closed) {
      lost(bus);
    } catch (RuntimeException bug) { // nobody would hear, and the delay would be held for nothing
      LOG.error("vault.sleep_incident at={}", bug.getStackTrace()[0]);
      lost(bus);
    }
  }

  private void heard(Signal said) {
    if (said.member().equals("Lock") && !isCommand) {
      lock.lock("vault.locked_with_session");
    } else if (said.member().equals("PrepareForSleep") && said.flag()) {
      lock.lock("vault.locked_before_sleep");
      let(); // now it may sleep
    }
  }

  private synchronized void delay(SystemBus bus) {
    if (hold != null && hold.bus() == bus) {
      hold = new Hold(bus, SleepDelay.begin(address), System.nanoTime());
    }
  }

  private synchronized void lost(SystemBus bus) {
    if (hold != null && hold.bus() == bus) {
      LOG.warn("vault.sleep_unheard");
      let();
      notBefore = System.nanoTime() + again.toNanos();
    }
  }

  /** What is held while the store is open: no delay yet while the bus has not answered. */
  private record Hold(SystemBus bus, @Nullable SleepDelay delay, long sinceNanos) {

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - sinceNanos > age.toNanos();
    }

    void close() {
      if (delay != null) {
        delay.end(); // first: what is heard from now on changes nothing
      }
      try {
        bus.close();
      } catch (IOException e) {
        LOG.warn("vault.bus_not_closed"); // nobody reads it any more
      }
    }
  }
}
