package retex.agent.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_KEY_MISSING;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import retex.agent.record.Erasures;
import retex.agent.record.Logs;
import retex.agent.record.Waiting;
import retex.agent.sync.OwnLog;
import retex.agent.sync.ServerSeal;
import retex.agent.sync.Version;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.exchange.LaptopInbox;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * This laptop's own bundles and the answers to them. What was exported still waits until an answer,
 * or a link, says that it arrived. Safe for use by several threads and processes.
 */
@Singleton
public final class Bundles {

  private static final long SPARE = 65_536; // bytes of a medium: what its file system takes

  private final Logs logs;
  private final LaptopInbox inbox;
  private final ServerSeal seal;
  private final FilesUnderWay files;
  private final BundleRows rows;
  private final Erasures erasures;
  private final Waiting waiting;
  private final MediumProgress progress;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final ReentrantLock exporting = new ReentrantLock();

  Bundles(
      Logs logs,
      LaptopInbox inbox,
      ServerSeal seal,
      FilesUnderWay files,
      BundleRows rows,
      Erasures erasures,
      Waiting waiting,
      MediumProgress progress,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.clock = clock;
    this.logs = logs;
    this.inbox = inbox;
    this.seal = seal;
    this.files = files;
    this.rows = rows;
    this.erasures = erasures;
    this.waiting = waiting;
    this.progress = progress;
    this.transactions = transactions;
  }

  /**
   * A file that was written whole; {@code last} is one less than {@code first} for no entries;
   * {@code files}: photographs and documents, whole or not, and their bytes.
   */
  @Serdeable
  public record Part(String file, long first, long last, long bytes, int files, long fileBytes) {}

  /** What is asked for: the largest part, going on behind the last export, records alone. */
  public record Order(long most, boolean goOn, boolean recordsOnly) {}

  /** The parts that are whole, whether they are all, and why no more were written. */
  public record Exported(List<Part> parts, boolean isAll, Optional<Refusal> why) {

    public Exported {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Writes what waits into {@code to}: a folder, into as many parts as it takes, or one file, which
   * then may not be all. An order that goes on begins behind the last export instead of the last
   * acknowledgement. A medium that fills up ends it; the parts before are good.
   */
  public Exported export(Path to, Order order) {
    exporting.lock();
    try {
      progress.begin("bundle.exporting", atMost(to, order));
      byte[] key = seal.key().orElseThrow(() -> BUNDLE_KEY_MISSING.at("").asException());
      boolean isFolder = Files.isDirectory(to);
      var parts = new ArrayList<Part>();
      long after = begin(order.goOn());
      LaptopFiles carried = order.recordsOnly() ? LaptopFiles.NONE : files;
      if (!order.goOn()) {
        files.restart();
      }
      boolean isLast;
      do {
        LaptopBundles.Part part;
        long serial = nextSerial();
        Path target = isFolder ? to.resolve(name(serial)) : to;
        try {
          var log = OwnLog.present(logs);
          var writing = new LaptopBundles(log, inbox, carried, key, Version.PROGRAM);
          long from = after;
          LaptopBundles.Room room = room(target, order.most());
          part =
              BundleFile.write(
                  target, out -> writing.write(progress.counting(out), serial, from, room));
        } catch (RefusedException refused) {
          if (parts.isEmpty()) {
            throw refused;
          }
          return new Exported(parts, false, Optional.of(refused.refusal()));
        }
        after = part.last();
        isLast = part.isLast();
        rows.exported(logs.present().epoch(), after);
        files.exported(part.files());
        parts.add(part(target, part));
      } while (isFolder && !isLast);
      return new Exported(parts, isLast, Optional.empty());
    } finally {
      progress.end();
      exporting.unlock();
    }
  }

  /** Bytes that will be written, or no more: as if nothing compressed; one file is one part. */
  long atMost(Path to, Order order) {
    FilesUnderWay.Load load = files.load();
    long entries = waiting.bytesAfter(begin(order.goOn()));
    long all = entries + (order.recordsOnly() ? 0 : order.goOn() ? load.leftBytes() : load.bytes());
    return Files.isDirectory(to) ? all : Math.min(all, order.most());
  }

  private static Part part(Path target, LaptopBundles.Part it) {
    return new Part(
        target.toString(),
        it.first(),
        it.last(),
        BundleFile.at(target).size(),
        it.files().size(),
        it.files().stream().mapToLong(file -> file.upTo() - file.from()).sum());
  }

  /** Files go as far as the medium has room, so that a full one ends in the middle of them. */
  private static LaptopBundles.Room room(Path target, long most) {
    try {
      Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
      long free = Files.getFileStore(folder).getUsableSpace() - SPARE;
      return new LaptopBundles.Room(most, Math.min(most, free));
    } catch (IOException e) {
      throw BundleFile.failed(e, target);
    }
  }

  /** Takes an answer whole or not at all. Taking it again is refused and changes nothing. */
  public Answer.Taken take(Path file) {
    byte[] key = seal.key().orElseThrow(() -> BUNDLE_KEY_MISSING.at("").asException());
    Answer.Taken all =
        transactions.executeWrite(
            status -> {
              OwnLog log = OwnLog.present(logs);
              Answer answer = Answer.open(BundleFile.at(file), log, key, row().heard());
              Answer.Taken taken = answer.take(inbox, files);
              rows.heard(answer.serial());
              return taken;
            });
    erasures.scrub();
    return all;
  }

  /** Whether a bundle is this laptop's, one way or the other. */
  boolean isOwn(BundleFile file) {
    return file.device().equals(logs.present().device());
  }

  /** Photographs and documents that wait. */
  FilesUnderWay.Load files() {
    return files.load();
  }

  /** Entries that an earlier export holds and no answer has told of yet. */
  public long underWay() {
    LogId log = logs.present();
    BundleRow row = row();
    long acknowledged = logs.acknowledged().getOrDefault(log.epoch(), 0L);
    return row.epoch() == log.epoch() ? Math.max(0, row.exported() - acknowledged) : 0;
  }

  private long begin(boolean goOn) {
    LogId log = logs.present();
    long acknowledged = logs.acknowledged().getOrDefault(log.epoch(), 0L);
    return goOn ? acknowledged + underWay() : acknowledged;
  }

  private long nextSerial() {
    return transactions.executeWrite(
        status -> {
          rows.make(Micros.of(clock.instant())); // so that one put back from a copy is heard
          return row().made();
        });
  }

  /** A name for the next part. */
  String nextName() {
    return name(row().made() + 1);
  }

  /** Whether an export holds something of which no answer has told yet. */
  boolean isToGoOn() {
    FilesUnderWay.Load load = files.load();
    return underWay() > 0 || load.exported() > 0;
  }

  private String name(long serial) {
    String device = logs.present().device().hex().substring(0, 8);
    return String.format(java.util.Locale.ROOT, "retex-%s-%06d.bundle", device, serial);
  }

  private BundleRow row() {
    return rows.findById(1).orElseThrow();
  }
}
