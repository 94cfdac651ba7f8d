package retex.server.handover;

import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.server.blob.Arriving;
import retex.server.blob.Blobs;
import retex.server.device.Revocations;
import retex.server.ingest.FileIntake;
import retex.server.record.Attachments;
import retex.server.record.Attachments.Named;

/**
 * Photographs and documents of revoked laptops. They stay apart from the others, whole or not,
 * until the backlog is admitted. Safe for use by several threads.
 */
@Singleton
public final class HandedFiles implements FileIntake {

  private static final int MOST_FILES = 256; // of one call, as the contract says

  private final QuarantineRows rows;
  private final Attachments attachments;
  private final Revocations revocations;
  private final DecisionRows decisions;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Arriving apart;
  private final Set<String> judged = ConcurrentHashMap.newKeySet(); // sender and hash

  HandedFiles(
      QuarantineRows rows,
      Attachments attachments,
      Revocations revocations,
      DecisionRows decisions,
      TransactionOperations<Connection> transactions,
      Clock clock,
      Blobs blobs,
      @Property(name = "retex.data") String data) {
    this.rows = rows;
    this.attachments = attachments;
    this.revocations = revocations;
    this.decisions = decisions;
    this.transactions = transactions;
    this.clock = clock;
    this.apart = Arriving.apart(data, "quarantine", blobs);
  }

  @Override
  public List<Wanted> wanted(DeviceId device, Set<FileHash> notSent) {
    revocations.keyOfHandingOver(device);
    return lacking(device).stream()
        .filter(it -> !notSent.contains(it.hash()))
        .limit(MOST_FILES)
        .toList();
  }

  /** The same of any revoked device, whatever its order, and as many as there are. */
  List<Wanted> lacking(DeviceId device) {
    var lacking = new ArrayList<Wanted>();
    for (Named it : named(device)) {
      long here = apart.length(device.hex(), it.hash().hex());
      if (here < it.size()) {
        lacking.add(new Wanted(it.hash(), it.size(), it.mediaType(), here));
      }
    }
    return lacking;
  }

  @Override
  public void requireWelcome(DeviceId device) {
    revocations.keyOfHandingOver(device);
  }

  @Override
  public boolean isHere(FileHash file) {
    return attachments.holds(file);
  }

  @Override
  public FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    revocations.keyOfHandingOver(device);
    FileOutcome outcome = FileIntake.append(apart, device, file, offset, bytes);
    if (outcome == FileOutcome.KEPT) {
      apart.force(device.hex(), file.hash().hex());
      judged.add(device.hex() + file.hash().hex());
      reopen(device.hex());
    }
    return outcome;
  }

  /** What somebody saw and decided is not what is here now. */
  private void reopen(String device) {
    transactions.executeWrite(
        status -> {
          if (decisions.findByDevice(device).filter(it -> it.isAbout()).isPresent()) {
            decisions.put(device, "WAITING", "", "", "", Micros.of(clock.instant()));
          }
          return device;
        });
  }

  /**
   * Files that are not on this disk as their hashes say; a server may have died before it judged
   * the last bytes, so it reads those that it has not judged since its start.
   */
  List<FileHash> missing(DeviceId device) {
    return named(device).stream().filter(it -> !isHere(device, it)).map(Named::hash).toList();
  }

  private boolean isHere(DeviceId device, Named it) {
    boolean isJudged = judged.contains(device.hex() + it.hash().hex());
    return isJudged
        ? apart.length(device.hex(), it.hash().hex()) == it.size()
        : isSound(device, it);
  }

  private boolean isSound(DeviceId device, Named it) {
    String hash = it.hash().hex();
    if (apart.length(device.hex(), hash) != it.size()) {
      return false;
    }
    var file = new Wanted(it.hash(), it.size(), it.mediaType(), it.size());
    boolean sound = FileIntake.judged(apart, device, file) == FileOutcome.KEPT;
    if (sound) {
      apart.force(device.hex(), hash);
      judged.add(device.hex() + hash);
    }
    return sound;
  }

  /** How many files of full length wait. */
  long whole(DeviceId device) {
    return named(device).stream()
        .filter(it -> apart.length(device.hex(), it.hash().hex()) == it.size())
        .count();
  }

  /**
   * Makes those of the store's entries files like any other, and throws away what nothing names any
   * more: entries that were erased elsewhere are dropped when they are admitted. May be run again
   * after a crash.
   */
  void admit(DeviceId device) {
    Set<String> left = new HashSet<>(apart.of(device.hex())); // before what is named is asked
    for (Named it : attachments.wanted(device, Integer.MAX_VALUE)) {
      if (isSound(device, it)) {
        attachments.keep(apart, device.hex(), it.hash(), it.size());
      }
    }
    named(device).forEach(it -> left.remove(it.hash().hex()));
    left.forEach(it -> apart.drop(device.hex(), it));
  }

  /** Throws away what came of a record's files, unless something else names them, too. */
  void forget(RecordId record) {
    Set<FileHash> gone = new HashSet<>(attachments.of(record));
    Set<FileHash> others = new HashSet<>();
    for (String device : rows.devices()) {
      for (EntryRow row : rows.of(device)) {
        if (!row.isErased()) {
          Set<FileHash> named = row.record().equals(record.toString()) ? gone : others;
          row.entry().payload().attachments().forEach(it -> named.add(it.hash()));
        }
      }
    }
    gone.stream()
        .filter(it -> !others.contains(it) && !attachments.isNamedBeside(record, it))
        .forEach(
            it -> {
              apart.forget(it.hex());
              judged.removeIf(file -> file.endsWith(it.hex()));
            });
  }

  /** Files that are not among the others yet, of the store's entries and of those that wait. */
  private List<Named> named(DeviceId device) {
    Map<FileHash, Named> named = new LinkedHashMap<>();
    attachments.wanted(device, Integer.MAX_VALUE).forEach(it -> named.putIfAbsent(it.hash(), it));
    rows.of(device.hex()).stream()
        .filter(row -> !row.isErased())
        .flatMap(row -> row.entry().payload().attachments().stream())
        .filter(it -> !attachments.holds(it.hash()))
        .forEach(
            it -> named.putIfAbsent(it.hash(), new Named(it.hash(), it.size(), it.mediaType())));
    return List.copyOf(named.values());
  }
}
