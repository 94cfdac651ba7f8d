package retex.server.ingest;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.server.audit.Audit;
import retex.server.blob.Arriving;
import retex.server.device.Devices;
import retex.server.record.Attachments;
import retex.server.record.Attachments.Named;

/**
 * Takes photographs and documents that follow records. A device may bring only what its own records
 * name, no more bytes of it than they say, and nothing counts before its hash was verified. Bytes
 * that arrived stay when the link is cut. Safe for use by several threads.
 */
@Singleton
public final class Deliveries implements FileIntake {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int MOST_FILES = 256; // of one call, as the contract says

  private final Attachments attachments;
  private final Arriving arriving;
  private final Devices devices;
  private final Audit audit;
  private final ReentrantLock judging = new ReentrantLock(); // of whole files, once each

  Deliveries(Attachments attachments, Arriving arriving, Devices devices, Audit audit) {
    this.attachments = attachments;
    this.arriving = arriving;
    this.devices = devices;
    this.audit = audit;
  }

  /** What is wanted of a device, and how much of each has come from it. Refuses a revoked one. */
  @Override
  public List<Wanted> wanted(DeviceId device, Set<FileHash> notSent) {
    devices.publicKey(device);
    return attachments.wanted(device, Integer.MAX_VALUE).stream()
        .filter(it -> !notSent.contains(it.hash()))
        .flatMap(it -> wanted(device, it).stream())
        .limit(MOST_FILES) // fewer says that all others are here
        .toList();
  }

  /** The same of one file; empty where it is here, or no record of the device names it. */
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    devices.publicKey(device);
    return attachments.wanted(device, file).flatMap(it -> wanted(device, it));
  }

  /** Everything that lacks of what records of a device name. */
  public List<Wanted> lacking(DeviceId device) {
    return attachments.wanted(device, Integer.MAX_VALUE).stream()
        .flatMap(it -> wanted(device, it).stream())
        .toList();
  }

  /** What is here of that, from whomever. */
  public List<FileHash> held(DeviceId device) {
    return attachments.held(device);
  }

  @Override
  public void requireWelcome(DeviceId device) {
    devices.publicKey(device);
  }

  @Override
  public boolean isHere(FileHash file) {
    return attachments.holds(file);
  }

  /**
   * Empty where it was only to be judged: a server may have died, or its disk have been full,
   * between the last byte and that.
   */
  private Optional<Wanted> wanted(DeviceId device, Named it) {
    long here = arriving.length(device.hex(), it.hash().hex());
    return here < it.size() ? Optional.of(wanted(it, here)) : judged(device, it);
  }

  private Optional<Wanted> judged(DeviceId device, Named it) {
    judging.lock();
    try {
      boolean isWhole = arriving.length(device.hex(), it.hash().hex()) == it.size();
      if (isWhole && !isHere(it.hash())) {
        Wanted file = wanted(it, it.size());
        settle(device, file, FileIntake.judged(arriving, device, file));
      }
    } catch (UncheckedIOException full) { // all of it is here; judged with its last byte
      LOG.warn("delivery.not_judged bytes={}", it.size());
      return Optional.of(wanted(it, it.size() - 1L)); // what is not asked for counts as kept
    } finally {
      judging.unlock();
    }
    return isHere(it.hash())
        ? Optional.empty()
        : Optional.of(wanted(it, arriving.length(device.hex(), it.hash().hex())));
  }

  private static Wanted wanted(Named it, long here) {
    return new Wanted(it.hash(), it.size(), it.mediaType(), here);
  }

  /** Takes the next bytes of a wanted file. Refuses a revoked device. */
  @Override
  public FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    devices.publicKey(device);
    if (offset + bytes.length < file.size()) {
      return FileIntake.append(arriving, device, file, offset, bytes);
    }
    judging.lock();
    try {
      boolean isWhole = arriving.length(device.hex(), file.hash().hex()) == file.size();
      FileOutcome outcome = // all of it was here and could not be judged: its last byte tells to
          isWhole
              ? FileIntake.judged(arriving, device, file)
              : FileIntake.append(arriving, device, file, offset, bytes);
      if (outcome != FileOutcome.OUT_OF_TURN) {
        settle(device, file, outcome);
      }
      return outcome;
    } finally {
      judging.unlock();
    }
  }

  private void settle(DeviceId device, Wanted file, FileOutcome outcome) {
    String sender = device.hex();
    if (outcome == FileOutcome.KEPT) {
      attachments.keep(sender, file.hash(), file.size());
    }
    LOG.info("ingest.attachment device={} outcome={} bytes={}", device, outcome, file.size());
    var told = new HashMap<String, String>();
    told.put("file", file.hash().hex());
    told.put("outcome", outcome.name());
    audit.write("device:" + sender, "ingest.attachment", sender, told);
  }
}
