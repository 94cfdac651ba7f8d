package retex.server.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;
import static retex.bundle.BundleRefusal.BUNDLE_NONE_CAME;
import static retex.bundle.BundleRefusal.BUNDLE_WRONG_WAY;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
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
import retex.bundle.HeadquartersBundles.Landing;
import retex.bundle.HeadquartersBundles.Stop;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.HeadquartersStore;
import retex.proto.sync.v1.EntryRefused;
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
  private final BundleStopRows stops;
  private final ReentrantLock taking = new ReentrantLock();

  Bundles(
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      ServerKeys keys,
      BundleFolder folder,
      BundleRows rows,
      BundleStopRows stops,
      LandedFiles files,
      Devices devices,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.store = store;
    this.bundles = new HeadquartersBundles(store, outbox, files, keys.bundles());
    this.folder = folder;
    this.rows = rows;
    this.stops = stops;
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
      Optional<Stop> stopped) {}

  /** Takes a bundle from any medium, which may be removed when this returns. */
  Taken take(Path medium, String actor) {
    return take(() -> folder.copy(upwards(BundleFile.at(medium))), actor);
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
        return takeOwn(upwards(file), actor);
      } finally {
        folder.remove(file.path());
      }
    } catch (RefusedException refused) {
      audit.write(
          actor, "bundle.refused", "bundle", Map.of("code", refused.refusal().code().name()));
      throw refused;
    }
  }

  private static BundleFile upwards(BundleFile file) {
    if (!file.isUp()) {
      throw BUNDLE_WRONG_WAY.at(String.valueOf(file.path().getFileName())).asException();
    }
    return file;
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
      Greeting greeting = bundles.check(file);
      DeviceId device = file.device();
      Landing landing = bundles.land(file, greeting);
      boolean isNewest = noteGreeting(device, greeting);
      if (landing.waits()) {
        folder.keepWaiting(file);
      }
      var sum = new Sum(landing, greeting.log());
      if (!landing.waits() || landing.isProgress()) {
        landWaiting(device, sum, actor);
      }
      if (sum.stop.isPresent()) {
        note(sum.stop.get());
      } else if (isNewest && !landing.waits() && sum.stopped.isEmpty()) {
        stops.goOn(device.hex());
      }
      audit.write(
          actor,
          "bundle.taken",
          device.hex(),
          Map.of(
              "entries",
              Long.toString(sum.fresh),
              "quarantined",
              Integer.toString(sum.keptAside),
              "files",
              Integer.toString(sum.files)));
      LOG.info("bundle.taken device={} entries={} files={}", device, sum.fresh, sum.files);
      return sum.taken(device, folder.waiting(device).size(), files.lacking(device));
    } finally {
      taking.unlock();
    }
  }

  /** Lands what waited and has its place now, until nothing moves; what is over goes away. */
  private void landWaiting(DeviceId device, Sum sum, String actor) {
    List<Part> parts = waiting(device, sum, actor);
    boolean moved;
    do {
      moved = false;
      for (Part part : List.copyOf(parts)) {
        Landing landing = bundles.land(part.file(), part.greeting());
        sum.add(landing, part.greeting().log());
        moved |= landing.isProgress();
        if (!landing.waits()) {
          parts.remove(part);
          folder.remove(part.file().path());
        }
      }
    } while (moved);
  }

  /**
   * The parts that wait, in their order; one that was sound when it came and is not waits no more.
   */
  private List<Part> waiting(DeviceId device, Sum sum, String actor) {
    var parts = new ArrayList<Part>();
    for (Path path : folder.waiting(device)) {
      try {
        BundleFile file = BundleFile.at(path);
        parts.add(new Part(file, bundles.check(file)));
      } catch (RefusedException refused) {
        if (refused.refusal().code() == BUNDLE_FILE_FAILED) {
          throw refused;
        }
        folder.setAside(path);
        sum.damaged++;
        audit.write(actor, "bundle.damaged", device.hex(), Map.of());
        LOG.warn("bundle.damaged device={}", device);
      }
    }
    parts.sort(
        Comparator.comparingLong((Part it) -> it.greeting().first())
            .thenComparingLong(it -> it.greeting().serial()));
    return parts;
  }

  private record Part(BundleFile file, Greeting greeting) {}

  /** What a laptop is to be told of its log, which ended at a number here when it was stopped. */
  private record Stopped(LogId log, long held, EntryRefused why) {}

  private void note(Stopped it) {
    stops.stop(
        it.log().device().hex(),
        it.log().epoch(),
        it.held(),
        it.why().getNumber(),
        it.why().getCodeValue());
  }

  /** What one bundle, and those that waited for it, brought. */
  private static final class Sum {
    private long upTo;
    private long fresh;
    private int keptAside;
    private int files;
    private long fileBytes;
    private int filesRefused;
    private int damaged;
    private Optional<Stop> stopped = Optional.empty();
    private Optional<Stopped> stop = Optional.empty();

    Sum(Landing first, LogId log) {
      add(first, log);
    }

    void add(Landing it, LogId log) {
      upTo = Math.max(upTo, it.upTo());
      fresh += it.fresh();
      keptAside += it.keptAside();
      files += it.files().kept();
      fileBytes += it.files().bytes();
      filesRefused += it.files().refused().size();
      stopped = stopped.or(it::stopped);
      stop =
          stop.or(
              () -> it.stopped().flatMap(Stop::said).map(why -> new Stopped(log, it.upTo(), why)));
    }

    Taken taken(DeviceId device, int waiting, Lacking lacking) {
      return new Taken(
          device,
          upTo,
          fresh,
          keptAside,
          files,
          fileBytes,
          filesRefused,
          waiting,
          damaged,
          lacking,
          stopped);
    }
  }

  /** Whether it speaks for its laptop. */
  private boolean noteGreeting(DeviceId device, Greeting greeting) {
    boolean isNewer =
        rows.findById(device.hex()).filter(it -> it.serial() > greeting.serial()).isEmpty();
    if (isNewer) {
      rows.greeted(device.hex(), greeting.serial(), greeting.bytes(), Micros.of(clock.instant()));
      devices.contact(device, greeting.backlog(), greeting.program());
    }
    return isNewer;
  }

  /** Writes everything that waits for a laptop into {@code target}, sealed to it. */
  void answer(DeviceId device, Path target, String actor) {
    devices.publicKey(device); // none for a revoked one
    Greeting greeting = greeting(device);
    long serial =
        transactions.executeWrite(
            status -> {
              long before = rows.findById(device.hex()).map(BundleRow::answered).orElse(0L);
              long known = Math.max(before, greeting.serial()); // also when restored
              long next = Math.max(known + 1, Micros.of(clock.instant()));
              rows.answered(device.hex(), next);
              return next;
            });
    Optional<EntryRefused> stopped =
        stops
            .findById(device.hex())
            .filter(it -> stands(it, greeting.log()))
            .map(
                it ->
                    EntryRefused.newBuilder()
                        .setNumber(it.number())
                        .setCodeValue(it.code())
                        .build());
    BundleFile.write(
        target,
        out -> {
          bundles.answer(out, greeting, serial, stopped);
          return target;
        });
    audit.write(actor, "bundle.answered", device.hex(), Map.of());
  }

  /** The log is still where it was stopped, and nothing has come of it since, by whatever way. */
  private boolean stands(BundleStopRow stop, LogId log) {
    return stop.epoch() == log.epoch() && stop.held() == store.tip(log).number();
  }

  private Greeting greeting(DeviceId device) {
    return rows.findById(device.hex())
        .map(row -> Greeting.of(row.greeting()))
        .orElseThrow(() -> BUNDLE_NONE_CAME.at(device.hex()).asException());
  }

  /** The laptops that bundles came from, the last one first. */
  List<BundleRow> all() {
    return rows.listOrderByAtDesc();
  }
}
