package retex.agent.sync;

import io.grpc.ManagedChannel;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.attachment.Attachments;
import retex.agent.record.Log;
import retex.agent.record.NamedFiles;
import retex.agent.record.NamedFiles.Fate;
import retex.agent.sync.DeliveryCall.Door;
import retex.agent.web.Words;
import retex.contract.FileHash;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileWanted;
import retex.refusal.RefusedException;

/**
 * Brings photographs and documents to headquarters, behind the records that name them and within
 * the budget. Headquarters says what it lacks and from which byte on, so nothing crosses twice. One
 * run at a time; safe to run again after any cut.
 */
@Singleton
@Order(2)
final class Deliveries implements UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int CHUNK = 8_192; // bytes: a quarter of a second at 256 kbit/s
  private static final int MOST_WANTED = 256; // of one call, as the contract says
  private static final long NOTE_EVERY = 262_144; // bytes spent that a crash may forget
  private static final long LOOK_MILLIS = 2_000;

  private final NamedFiles named;
  private final Attachments attachments;
  private final Budget budget;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  // what arrived otherwise than it left, once: the next call sends it from its first byte
  private final Set<FileHash> arrivedWrong = new HashSet<>();
  private volatile Optional<Run> run = Optional.empty();
  private volatile Delivered soFar = Delivered.NOTHING;
  private final RandomGenerator random = new SecureRandom();
  private volatile boolean namesUnderstood = true;
  private final Hourly asking = new Hourly();

  Deliveries(NamedFiles named, Attachments attachments, Budget budget, Log log) {
    this.named = named;
    this.attachments = attachments;
    this.budget = budget;
    this.log = log;
  }

  /** Sends what may cross, at most so many bytes; refuses with {@link SyncRefused} on a cut. */
  Delivered run(ManagedChannel channel, long most) {
    return Delivered.orLeft(() -> run(channel, most, () -> true), this::soFar);
  }

  /** The same in a thread of its own, while a conversation on the line stays and nothing waits. */
  void along(ManagedChannel channel, BooleanSupplier goesOn) {
    namesUnderstood = true;
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                while (goesOn.getAsBoolean()) {
                  backOff = isTried(channel, goesOn) ? BackOff.NONE : backOff.failed();
                  long until = Conversation.millis() + backOff.pause(random).toMillis();
                  do {
                    Thread.sleep(LOOK_MILLIS);
                  } while (goesOn.getAsBoolean() && Conversation.millis() < until);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-files");
    thread.setDaemon(true);
    thread.start();
  }

  /** False where it is to be tried again later: the line may be sound, and stand for weeks. */
  private boolean isTried(ManagedChannel channel, BooleanSupplier goesOn) {
    try {
      if (log.pending() == 0) {
        run(channel, Long.MAX_VALUE, () -> goesOn.getAsBoolean() && log.pending() == 0);
      }
      return true;
    } catch (RefusedException refused) {
      LOG.info("sync.files_wait code={}", refused.refusal().code().name());
    } catch (RuntimeException bug) { // or locked in the middle
      LOG.warn("sync.files_wait at={}", bug.getClass().getSimpleName());
    }
    return false;
  }

  @Override
  public Optional<String> progress(Words words) {
    return run.map(it -> FileWords.progress(it.progress(), words));
  }

  /** Whether files cross, or are about to. */
  boolean isCrossing() {
    return run.isPresent();
  }

  /** Files that wait. */
  NamedFiles.Load waiting() {
    return named.waiting();
  }

  Budget budget() {
    return budget;
  }

  private Delivered run(ManagedChannel channel, long most, BooleanSupplier goesOn) {
    long allowed = Math.min(most, budget.allowance());
    if (!running.tryLock()) {
      return Delivered.NOTHING;
    }
    try {
      // before headquarters is asked: of a record that lands later it cannot want the files yet
      List<FileHash> sendable = named.sendable();
      if (sendable.isEmpty() && !isToAsk()) {
        return Delivered.NOTHING;
      }
      if (allowed == 0) {
        return sendable.isEmpty() ? Delivered.NOTHING : new Delivered(0, 0, 0, false, true, 0);
      }
      Set<FileHash> left = new HashSet<>(named.refused());
      return run(
          names -> new Run(Door.ordinary(channel), sendable, allowed, goesOn, left, names), left);
    } finally {
      run = Optional.empty();
      running.unlock();
    }
  }

  /**
   * Brings whatever is wanted of a revoked laptop, without regard to its budget: there is no next
   * time. Those that it refused.
   */
  Set<FileHash> handOver(Door door) {
    running.lock();
    try {
      Set<FileHash> refused = new HashSet<>();
      Set<FileHash> inVain = new HashSet<>();
      boolean isMore;
      do {
        var calls = new ArrayList<Run>();
        run(
            names -> {
              calls.add(
                  new Run(
                      door, named.sendable(), Long.MAX_VALUE, () -> true, new HashSet<>(), names));
              return calls.get(calls.size() - 1);
            },
            inVain);
        Run now = calls.get(calls.size() - 1);
        boolean isNew = inVain.addAll(now.inVain);
        calls.forEach(it -> refused.addAll(it.notTaken));
        isMore = now.files.size() == MOST_WANTED && (now.kept > 0 || isNew);
      } while (isMore);
      return refused;
    } finally {
      run = Optional.empty();
      running.unlock();
    }
  }

  /** Whether headquarters is asked though nothing waits: it may have been put back from a copy. */
  private boolean isToAsk() {
    return named.isAny() && asking.isDue();
  }

  /** A synchronisation begins, which has brought nothing over yet. */
  void begin() {
    namesUnderstood = true; // by a newer headquarters, it may be
    soFar = Delivered.NOTHING;
  }

  /** What the last run brought over, to its end or not. */
  Delivered soFar() {
    return soFar;
  }

  /**
   * Names what is not sent: it would take the place of what is. An older headquarters does not
   * understand that.
   */
  private Delivered run(Function<Set<FileHash>, Run> call, Set<FileHash> left) {
    Set<FileHash> names = new HashSet<>(left);
    named.lost().stream().filter(it -> !attachments.holds(it)).forEach(names::add);
    if (names.isEmpty() || !namesUnderstood) {
      return run(call.apply(Set.of()));
    }
    try {
      return run(call.apply(names));
    } catch (RefusedException refused) {
      if (!refused.refusal().equals(SyncRefused.FILES_STOPPED.at("MALFORMED"))) {
        throw refused;
      }
      namesUnderstood = false;
      return run(call.apply(Set.of()));
    }
  }

  private Delivered run(Run now) {
    run = Optional.of(now);
    try {
      return now.run();
    } finally {
      soFar = now.delivered(false);
    }
  }

  /** One call's files. */
  private final class Run {
    private final DeliveryCall call;
    private final List<FileHash> sendable;
    private final BooleanSupplier goesOn;
    private final long allowed;
    private final long began = Conversation.millis();
    private final List<FileHash> files = new ArrayList<>();
    private final Set<Integer> sentWhole = new HashSet<>(); // by their numbers, in this call
    private int kept; // from whomever
    private final Set<FileHash> left; // refused: not by itself again
    private final Set<FileHash> names; // what headquarters need not ask for
    private final Set<FileHash> inVain = new HashSet<>(); // of what it asked for
    private final Set<FileHash> notTaken = new HashSet<>(); // though it may be another time
    private volatile int done;
    private volatile int refused;
    private volatile int toCross;
    private volatile long bytesToCross;
    private volatile long bytesDone;
    private volatile double rate;
    private long spent;
    private long noted;
    private boolean resumed;

    Run(
        Door door,
        List<FileHash> sendable,
        long allowed,
        BooleanSupplier goesOn,
        Set<FileHash> left,
        Set<FileHash> names) {
      this.left = left;
      this.names = names;
      this.sendable = sendable;
      this.allowed = allowed;
      this.goesOn = goesOn;
      this.call = new DeliveryCall(door, this::settled);
    }

    Delivered run() {
      try {
        List<FileWanted> wanted = call.begin(names);
        asking.asked();
        wanted.forEach(it -> files.add(FileHash.of(it.getSha256().toByteArray())));
        Set<FileHash> thoughtThere = new HashSet<>(named.kept());
        files.stream().filter(thoughtThere::contains).forEach(named::wanted);
        settleUnwanted();
        measure(wanted);
        boolean whole = true;
        for (int i = 0; i < wanted.size() && whole && goesOn.getAsBoolean(); i++) {
          whole =
              left.contains(files.get(i)) || send(i + 1, files.get(i), wanted.get(i).getOffset());
        }
        call.end();
        LOG.info("sync.files kept={} refused={} bytes={}", done, refused, spent);
        return delivered(!whole && goesOn.getAsBoolean());
      } finally {
        budget.spend(spent - noted);
      }
    }

    FileProgress progress() {
      long left = bytesToCross - bytesDone;
      return new FileProgress(
          done,
          toCross,
          bytesDone,
          bytesToCross,
          rate <= 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(left / rate)));
    }

    private Delivered delivered(boolean overBudget) {
      double seconds = (Conversation.millis() - began) / 1_000.0;
      return new Delivered(done, spent, refused, resumed, overBudget, seconds);
    }

    /** What headquarters does not ask for, it has: from this laptop or from another. */
    private void settleUnwanted() {
      if (files.size() < MOST_WANTED) {
        Set<FileHash> asked = new HashSet<>(files);
        sendable.stream()
            .filter(it -> !asked.contains(it))
            .forEach(it -> named.settle(it, Fate.KEPT));
      }
    }

    private void measure(List<FileWanted> wanted) {
      for (int i = 0; i < wanted.size(); i++) {
        if (!left.contains(files.get(i)) && attachments.holds(files.get(i))) {
          toCross++;
          bytesToCross += size(files.get(i)) - wanted.get(i).getOffset();
        }
      }
    }

    /** That of the record, which is the copy's: one that is damaged is told when it is read. */
    private long size(FileHash file) {
      return named.size(file).orElse(0);
    }

    /** False when the budget ends before the file. */
    private boolean send(int number, FileHash file, long offset) {
      if (call.isSettled(number)) { // another laptop has brought it meanwhile
        passOver(attachments.holds(file) ? size(file) - offset : 0);
        return true;
      }
      byte[] bytes;
      try {
        bytes = attachments.copy(file);
      } catch (RefusedException lost) { // not here, or damaged: the others go on
        named.settle(file, Fate.MISSING);
        inVain.add(file);
        notTaken.add(file); // there may be a file, and no bytes of it
        return true;
      }
      resumed |= offset > 0;
      int at = (int) Math.min(offset, bytes.length);
      while (at < bytes.length) {
        int most = (int) Math.min(CHUNK, allowed - spent);
        if (most == 0 || !goesOn.getAsBoolean()) {
          return false;
        }
        int to = Math.min(bytes.length, at + most);
        if (!call.send(number, at, Arrays.copyOfRange(bytes, at, to))) {
          passOver(bytes.length - at);
          return true;
        }
        spend(to - at);
        at = to;
      }
      sentWhole.add(number);
      return true;
    }

    private void passOver(long bytes) {
      bytesToCross -= bytes;
    }

    private void spend(long bytes) {
      spent += bytes;
      bytesDone = call.arrived();
      rate = call.rate();
      if (spent - noted >= NOTE_EVERY) {
        budget.spend(spent - noted);
        noted = spent;
      }
    }

    private void settled(int number, Optional<FileRefusal> why) {
      FileHash file = files.get(number - 1);
      if (why.isEmpty()) {
        named.settle(file, Fate.KEPT);
        kept++;
        if (sentWhole.contains(number)) {
          done++;
        } else if (!left.contains(file) && attachments.holds(file)) {
          toCross--; // another laptop has brought it meanwhile
        }
        return;
      }
      refused++;
      notTaken.add(file);
      boolean again = why.get() == FileRefusal.FILE_REFUSAL_HASH_WRONG && arrivedWrong.add(file);
      if (!again) {
        named.settle(file, Fate.REFUSED);
        inVain.add(file);
      }
    }
  }
}
