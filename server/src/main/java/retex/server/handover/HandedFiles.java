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
import retex.delivery.FileIntake;
import retex.delivery.Landing;
import retex.delivery.LandingStore.Named;
import retex.delivery.Parts;
import retex.server.blob.Arriving;
import retex.server.blob.Blobs;
import retex.server.device.Revocations;
import retex.server.record.Attachments;
import retex.server.record.FileParts;

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
  private final Parts parts;
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
    this.parts = new FileParts(apart);
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
      long here = parts.length(device, it.hash());
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
    FileOutcome outcome = FileIntake.append(parts, device, file, offset, bytes);
    if (outcome == FileOutcome.KEPT) {
      parts.force(device, file.hash());
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
    return isJudged ? parts.length(device, it.hash()) == it.size() : isSound(device, it);
  }

  private boolean isSound(DeviceId device, Named it) {
    String hash = it.hash().hex();
    if (parts.length(device, it.hash()) != it.size()) {
      return false;
    }
    var file = new Wanted(it.hash(), it.size(), it.mediaType(), it.size());
    boolean sound = FileIntake.judged(parts, device, file) == FileOutcome.KEPT;
    if (sound) {
      parts.force(device, it.hash());
      judged.add(device.hex() + hash);
    }
    return sound;
  }

  /** How many files of full length wait. */
  long whole(DeviceId device) {
    return named(device).stream()
        .filter(it -> parts.length(device, it.hash()) == it.size())
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
        Landing.keep(attachments::note, parts, device, it.hash(), it.size());
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
