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
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  Sync(
      Identity identity,
      Log log,
      Library library,
      Inbox inbox,
      HeadquartersRows headquarters,
      Clock clock) {
    this.identity = identity;
    this.log = log;
    this.library = library;
    this.inbox = inbox;
    this.headquarters = headquarters;
    this.clock = clock;
  }

  /** Runs one conversation to its end; refuses with {@link SyncRefused} where it cannot. */
  public SyncReport run() {
    HeadquartersRow row =
        headquarters.findById(1).orElseThrow(() -> NOT_ENROLLED.at("").asException());
    running.lock();
    var pinned = new PinnedServer(PinnedServer.fingerprint(Channels.certificate(row.authority())));
    ManagedChannel channel = Channels.open(row, pinned);
    try (var outbox = new Outbox(log, log.acknowledged() + 1)) {
      var conversation = new Conversation(log, inbox, outbox, pinned);
      SyncReport report =
          conversation.run(
              channel, identity.log(), library.version(), row.lettersHeld(), clock.instant());
      headquarters.contact(Micros.of(clock.instant()));
      return report.lasting(clock.instant());
    } finally {
      channel.shutdownNow();
      running.unlock();
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
