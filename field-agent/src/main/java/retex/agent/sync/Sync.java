package retex.agent.sync;

import static retex.agent.sync.SyncRefused.NOT_ENROLLED;

import io.grpc.ManagedChannel;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.vault.Identity;
import retex.contract.Micros;
import retex.refusal.RefusedException;

/**
 * Brings this laptop and headquarters to the same state, once. Safe to run again at any time, after
 * any cut; one run at a time in this process, and two processes do no harm.
 */
@Singleton
public final class Sync {

  private final Identity identity;
  private final Log log;
  private final Library library;
  private final Inbox inbox;
  private final HeadquartersRows headquarters;
  private final Renewal renewal;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  Sync(
      Identity identity,
      Log log,
      Library library,
      Inbox inbox,
      HeadquartersRows headquarters,
      Renewal renewal,
      Clock clock) {
    this.identity = identity;
    this.log = log;
    this.library = library;
    this.inbox = inbox;
    this.headquarters = headquarters;
    this.renewal = renewal;
    this.clock = clock;
  }

  /** Runs one conversation to its end; refuses with {@link SyncRefused} where it cannot. */
  public SyncReport run() {
    HeadquartersRow row =
        headquarters.findById(1).orElseThrow(() -> NOT_ENROLLED.at("").asException());
    running.lock();
    try {
      var expiry = new ExpiryNotice();
      try {
        return converse(row, renewal.isDue(row), expiry);
      } catch (RefusedException refused) {
        if (!expiry.isGiven()) {
          throw refused;
        }
        return converse(row, true, new ExpiryNotice()); // this laptop's clock is behind
      }
    } finally {
      running.unlock();
    }
  }

  private SyncReport converse(HeadquartersRow row, boolean renewFirst, ExpiryNotice expiry) {
    HeadquartersRow present = renewFirst ? renewed(row) : row;
    var pinned = PinnedServer.of(present);
    ManagedChannel channel = Channels.open(present, pinned, expiry);
    try (var outbox = new Outbox(log, log.acknowledged() + 1)) {
      var conversation = new Conversation(log, inbox, outbox, pinned);
      SyncReport report =
          conversation.run(
              channel, identity.log(), library.version(), present.lettersHeld(), clock.instant());
      headquarters.contact(Micros.of(clock.instant()));
      return report.lasting(clock.instant());
    } finally {
      channel.shutdownNow();
    }
  }

  private HeadquartersRow renewed(HeadquartersRow row) {
    var pinned = PinnedServer.of(row);
    ManagedChannel channel = Channels.open(row, pinned, new ExpiryNotice());
    try {
      return renewal.run(row, channel, pinned);
    } finally {
      channel.shutdownNow();
    }
  }

  /** Where the laptop stands. */
  public SyncStatus status() {
    Optional<HeadquartersRow> row = headquarters.findById(1);
    return new SyncStatus(
        identity.log().device().hex(),
        row.map(HeadquartersRow::address).orElse(null),
        log.pending(),
        log.acknowledged(),
        row.filter(it -> it.lastContact() > 0)
            .map(it -> Micros.instant(it.lastContact()).toString())
            .orElse(null),
        library.version(),
        library.units().size());
  }
}
