package retex.server.bundle;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersBundles;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.bundle.HeadquartersBundles.Stop;
import retex.bundle.Intake;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.HeadquartersStore;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.bundle.LandedFiles.Lacking;
import retex.server.device.Devices;
import retex.server.key.ServerKeys;

/**
 * Takes bundles and writes answers. A bundle may be taken twice, in any order of its parts, and
 * beside a link: entries land once. Safe for use by several threads and processes.
 */
@Singleton
class Bundles {

  private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

  private final HeadquartersStore store;
  private final HeadquartersBundles bundles;
  private final BundleFolder folder;
  private final BundleRows rows;
  private final LandedFiles files;
  private final Devices devices;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final KeptBundles kept;
  private final ReentrantLock taking = new ReentrantLock();

  Bundles(
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      ServerKeys keys,
      BundleFolder folder,
      BundleRows rows,
      KeptBundles kept,
      LandedFiles files,
      Devices devices,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.store = store;
    this.bundles = new HeadquartersBundles(store, outbox, files, keys.bundles());
    this.folder = folder;
    this.rows = rows;
    this.kept = kept;
    this.files = files;
    this.devices = devices;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What became of a bundle, and of what waited for it: entries, files that became whole, their new
   * bytes, files refused; {@code waiting}: parts that are kept until an earlier one comes; {@code
   * damaged}: parts that waited and were damaged on this disk meanwhile; what the laptop's records
   * name and lacks.
   */
  record Taken(
      DeviceId device,
      long upTo,
      long fresh,
      int keptAside,
      int files,
      long fileBytes,
      int filesRefused,
      int waiting,
      int damaged,
      Lacking lacking,
      Optional<Stop> stopped) {

    static Taken of(DeviceId device, Intake.Taken it, int waiting, Lacking lacking) {
      return new Taken(
          device,
          it.upTo(),
          it.fresh(),
          it.keptAside(),
          it.files(),
          it.fileBytes(),
          it.filesRefused(),
          waiting,
          it.damaged(),
          lacking,
          it.stopped());
    }
  }

  /** Takes a bundle from any medium, which may be removed when this returns. */
  Taken take(Path medium, String actor) {
    return take(() -> folder.copy(Intake.upwards(BundleFile.at(medium))), actor);
  }

  /** Takes one that lies in our own folder, and goes. */
  Taken takeHere(Path file, String actor) {
    return take(() -> BundleFile.at(file), actor);
  }

  /**
   * Takes one as it comes, of so many bytes as far as is known, -1 where it is not. What is none,
   * or for what the disk has no room, is read no further than that takes, and nothing of it stays.
   */
  Taken take(InputStream in, long bytes, String actor) {
    Path upload = folder.uploaded();
    return take(
        () -> {
          folder.requireRoom(upload, Math.min(bytes, Long.MAX_VALUE / 2) * 2); // and what it holds
          return BundleFile.keep(folder.room().during(in, upload), upload);
        },
        actor);
  }

  private Taken take(Supplier<BundleFile> kept, String actor) {
    try {
      BundleFile file = kept.get();
      try {
        return takeOwn(Intake.upwards(file), actor);
      } finally {
        folder.remove(file.path());
      }
    } catch (RefusedException refused) {
      audit.write(
          actor, "bundle.refused", "bundle", Map.of("code", refused.refusal().code().name()));
      throw refused;
    }
  }

  /** What a crash, or a courier that never came again, has left goes. */
  @Scheduled(fixedDelay = "6h", initialDelay = "10s")
  void clear() {
    taking.lock();
    try {
      folder.clear();
    } finally {
      taking.unlock();
    }
  }

  /** Parts that nobody completed go; each is told in the audit log. */
  @Scheduled(fixedDelay = "6h", initialDelay = "10s")
  void forget() {
    taking.lock();
    try {
      for (Path part : folder.forgotten()) {
        DeviceId device = BundleFolder.deviceOf(part);
        audit.write("server", "bundle.forgotten", device.hex(), Map.of());
        folder.remove(part);
        LOG.warn("bundle.forgotten device={}", device);
      }
    } finally {
      taking.unlock();
    }
  }

  private Taken takeOwn(BundleFile file, String actor) {
    taking.lock();
    try {
      forget();
      DeviceId device = file.device();
      Intake.Taken it = intake(actor).take(file);
      audit.write(
          actor,
          "bundle.taken",
          device.hex(),
          Map.of(
              "entries",
              Long.toString(it.fresh()),
              "quarantined",
              Integer.toString(it.keptAside()),
              "files",
              Integer.toString(it.files())));
      LOG.info("bundle.taken device={} entries={} files={}", device, it.fresh(), it.files());
      return Taken.of(device, it, folder.waiting(device).size(), files.lacking(device));
    } finally {
      taking.unlock();
    }
  }

  private Intake intake(String actor) {
    return new Intake(store, bundles, kept.of(actor));
  }

  /** Writes everything that waits for a laptop into {@code target}, sealed to it. */
  void answer(DeviceId device, Path target, String actor) {
    devices.publicKey(device); // none for a revoked one
    Intake intake = intake(actor);
    Greeting greeting = intake.greeting(device);
    long serial =
        transactions.executeWrite(
            status -> {
              long before = rows.findById(device.hex()).map(BundleRow::answered).orElse(0L);
              long next = Intake.serial(before, greeting, Micros.of(clock.instant()));
              rows.answered(device.hex(), next);
              return next;
            });
    BundleFile.write(
        target,
        out -> {
          intake.answer(out, greeting, serial);
          return target;
        });
    audit.write(actor, "bundle.answered", device.hex(), Map.of());
  }

  /** The laptops that bundles came from, the last one first. */
  List<BundleRow> all() {
    return rows.listOrderByAtDesc();
  }
}
