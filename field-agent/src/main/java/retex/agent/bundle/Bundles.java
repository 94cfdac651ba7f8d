package retex.agent.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_KEY_MISSING;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import retex.agent.record.Erasures;
import retex.agent.record.Logs;
import retex.agent.sync.OwnLog;
import retex.agent.sync.ServerSeal;
import retex.agent.sync.Version;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.LaptopBundles;
import retex.contract.LogId;
import retex.exchange.LaptopInbox;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * This laptop's own bundles and the answers to them. What was exported still waits until an answer,
 * or a link, says that it arrived. Safe for use by several threads and processes.
 */
@Singleton
public final class Bundles {

  private final Logs logs;
  private final LaptopInbox inbox;
  private final ServerSeal seal;
  private final BundleRows rows;
  private final Erasures erasures;
  private final TransactionOperations<Connection> transactions;
  private final ReentrantLock exporting = new ReentrantLock();

  Bundles(
      Logs logs,
      LaptopInbox inbox,
      ServerSeal seal,
      BundleRows rows,
      Erasures erasures,
      TransactionOperations<Connection> transactions) {
    this.logs = logs;
    this.inbox = inbox;
    this.seal = seal;
    this.rows = rows;
    this.erasures = erasures;
    this.transactions = transactions;
  }

  /** A file that was written whole; {@code last} is one less than {@code first} for no entries. */
  @Serdeable
  public record Part(String file, long first, long last, long bytes) {}

  /** The parts that are whole, whether they are all, and why no more were written. */
  public record Exported(List<Part> parts, boolean isAll, Optional<Refusal> why) {

    public Exported {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Writes what waits into {@code to}: a folder, into as many parts as it takes, or one file, which
   * then may not be all. {@code goOn} begins behind the last export instead of the last
   * acknowledgement. A medium that fills up ends it; the parts before are good.
   */
  public Exported export(Path to, long most, boolean goOn) {
    exporting.lock();
    try {
      byte[] key = seal.key().orElseThrow(() -> BUNDLE_KEY_MISSING.at("").asException());
      boolean isFolder = Files.isDirectory(to);
      var parts = new ArrayList<Part>();
      long after = begin(goOn);
      boolean isLast;
      do {
        LaptopBundles.Part part;
        long serial = nextSerial();
        Path target = isFolder ? to.resolve(name(serial)) : to;
        try {
          var writing = new LaptopBundles(OwnLog.present(logs), inbox, key, Version.PROGRAM);
          long from = after;
          part = BundleFile.write(target, out -> writing.write(out, serial, from, most));
        } catch (RefusedException refused) {
          if (parts.isEmpty()) {
            throw refused;
          }
          return new Exported(parts, false, Optional.of(refused.refusal()));
        }
        after = part.last();
        isLast = part.isLast();
        rows.exported(logs.present().epoch(), after);
        parts.add(
            new Part(target.toString(), part.first(), part.last(), BundleFile.at(target).size()));
      } while (isFolder && !isLast);
      return new Exported(parts, isLast, Optional.empty());
    } finally {
      exporting.unlock();
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
              Answer.Taken taken = answer.take(inbox);
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
          rows.make();
          return row().made();
        });
  }

  private String name(long serial) {
    String device = logs.present().device().hex().substring(0, 8);
    return String.format(java.util.Locale.ROOT, "retex-%s-%06d.bundle", device, serial);
  }

  private BundleRow row() {
    return rows.findById(1).orElseThrow();
  }
}
