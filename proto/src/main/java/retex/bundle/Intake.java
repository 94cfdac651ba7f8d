package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;
import static retex.bundle.BundleRefusal.BUNDLE_NONE_CAME;
import static retex.bundle.BundleRefusal.BUNDLE_WRONG_WAY;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.bundle.HeadquartersBundles.Landing;
import retex.bundle.HeadquartersBundles.Stop;
import retex.bundle.IntakeStore.Stopped;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.exchange.HeadquartersStore;
import retex.proto.sync.v1.EntryRefused;
import retex.refusal.RefusedException;

/**
 * What headquarters does with the bundles of a laptop, one after the other: in any order of their
 * parts, twice, and beside a link; what lands lands once. Not for use by several threads: the
 * caller sees to it that one bundle is taken at a time.
 */
public final class Intake {

  private final HeadquartersStore store;
  private final HeadquartersBundles bundles;
  private final IntakeStore kept;

  public Intake(HeadquartersStore store, HeadquartersBundles bundles, IntakeStore kept) {
    this.store = store;
    this.bundles = bundles;
    this.kept = kept;
  }

  /**
   * What became of a bundle, and of what waited for it: entries, files that became whole, their new
   * bytes, files refused; {@code damaged}: parts that waited and were damaged on this disk
   * meanwhile.
   */
  public record Taken(
      long upTo,
      long fresh,
      int keptAside,
      int files,
      long fileBytes,
      int filesRefused,
      int damaged,
      Optional<Stop> stopped) {}

  /** Refuses what does not go from a laptop to headquarters. */
  public static BundleFile upwards(BundleFile file) {
    if (!file.isUp()) {
      throw BUNDLE_WRONG_WAY.at(BundleFile.name(file.path())).asException();
    }
    return file;
  }

  /** Takes one that was copied from its medium. A crash in the middle leaves a beginning. */
  public Taken take(BundleFile file) {
    Greeting greeting = bundles.check(upwards(file));
    DeviceId device = file.device();
    Landing landing = bundles.land(file, greeting);
    boolean isNewest = noteGreeting(device, greeting);
    if (landing.waits()) {
      kept.keepWaiting(file);
    }
    LogId speaks = greeting(device).log();
    var sum = new Sum(speaks);
    sum.add(landing, greeting.log());
    if (!landing.waits() || landing.isProgress()) {
      landWaiting(device, sum);
    }
    Optional<Held> told = sum.stopped.filter(it -> it.isToldIn(speaks));
    told.ifPresent(this::note);
    if (told.isEmpty() && isNewest && !landing.waits() && landing.stopped().isEmpty()) {
      kept.goOn(device);
    }
    return sum.taken();
  }

  /** Lands what waited and has its place now, until nothing moves; what is over goes away. */
  private void landWaiting(DeviceId device, Sum sum) {
    List<Part> parts = waiting(device, sum);
    boolean moved;
    do {
      moved = false;
      for (Part part : List.copyOf(parts)) {
        Landing landing = bundles.land(part.file(), part.greeting());
        sum.add(landing, part.greeting().log());
        moved |= landing.isProgress();
        if (!landing.waits()) {
          parts.remove(part);
          kept.remove(part.file().path());
        }
      }
    } while (moved);
  }

  /**
   * The parts that wait, in their order; one that was sound when it came and is not waits no more.
   */
  private List<Part> waiting(DeviceId device, Sum sum) {
    var parts = new ArrayList<Part>();
    for (Path path : kept.waiting(device)) {
      try {
        BundleFile file = BundleFile.at(path);
        parts.add(new Part(file, bundles.check(file)));
      } catch (RefusedException refused) {
        if (refused.refusal().code() == BUNDLE_FILE_FAILED) {
          throw refused;
        }
        kept.setAside(device, path);
        sum.damaged++;
      }
    }
    parts.sort(
        Comparator.comparingLong((Part it) -> it.greeting().first())
            .thenComparingLong(it -> it.greeting().serial()));
    return parts;
  }

  private record Part(BundleFile file, Greeting greeting) {}

  /** Whether it speaks for its laptop. */
  private boolean noteGreeting(DeviceId device, Greeting greeting) {
    boolean isNewer = kept.greeting(device).filter(it -> it.serial() > greeting.serial()).isEmpty();
    if (isNewer) {
      kept.greeted(device, greeting);
    }
    return isNewer;
  }

  private void note(Held it) {
    kept.stop(new Stopped(it.log(), it.upTo(), it.stop().said().orElseThrow()));
  }

  /**
   * The serial of an answer to {@code greeting}: higher than the last one's, {@code answered}, and
   * than that of the bundle, and not below the clock's microseconds, so that a server put back from
   * a copy is heard.
   */
  public static long serial(long answered, Greeting greeting, long now) {
    return Math.max(Math.max(answered, greeting.serial()) + 1, now);
  }

  /** What the laptop said last. Refuses {@code BUNDLE_NONE_CAME}. */
  public Greeting greeting(DeviceId device) {
    return kept.greeting(device).orElseThrow(() -> BUNDLE_NONE_CAME.at(device.hex()).asException());
  }

  /** Writes everything that waits for the laptop of a greeting, sealed to it. */
  public void answer(OutputStream out, Greeting greeting, long serial) throws IOException {
    Optional<EntryRefused> stopped =
        kept.stopped(greeting.log().device())
            .filter(it -> stands(it, greeting.log()))
            .map(Stopped::why);
    bundles.answer(out, greeting, serial, stopped);
  }

  /** The log is still where it was stopped, and nothing has come of it since, by whatever way. */
  private boolean stands(Stopped it, LogId log) {
    return it.log().equals(log) && it.held() == store.tip(log).number();
  }

  /** Why no more of a log was taken, which ended at a number here then. */
  private record Held(LogId log, long upTo, Stop stop) {

    /** Whether an answer says it to a laptop that goes on with a log. */
    boolean isToldIn(LogId speaks) {
      return log.equals(speaks) && stop.said().isPresent();
    }
  }

  /** What one bundle, and those that waited for it, brought. */
  private static final class Sum {
    private final Comparator<Held> weight;
    private long upTo;
    private long fresh;
    private int keptAside;
    private int files;
    private long fileBytes;
    private int filesRefused;
    private int damaged;
    private Optional<Held> stopped = Optional.empty(); // what is told before the newest epoch's

    Sum(LogId speaks) {
      weight =
          Comparator.comparing((Held it) -> it.isToldIn(speaks))
              .thenComparing(it -> it.log().epoch());
    }

    void add(Landing it, LogId log) {
      upTo = Math.max(upTo, it.upTo());
      fresh += it.fresh();
      keptAside += it.keptAside();
      files += it.files().kept();
      fileBytes += it.files().bytes();
      filesRefused += it.files().refused().size();
      Optional<Held> now = it.stopped().map(why -> new Held(log, it.upTo(), why));
      stopped = Stream.concat(stopped.stream(), now.stream()).max(weight); // of equals the first
    }

    Taken taken() {
      return new Taken(
          upTo, fresh, keptAside, files, fileBytes, filesRefused, damaged, stopped.map(Held::stop));
    }
  }
}
