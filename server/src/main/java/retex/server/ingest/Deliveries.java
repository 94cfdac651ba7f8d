package retex.server.ingest;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
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

  Deliveries(Attachments attachments, Arriving arriving, Devices devices, Audit audit) {
    this.attachments = attachments;
    this.arriving = arriving;
    this.devices = devices;
    this.audit = audit;
  }

  /** What is wanted of a device, and how much of each has come from it. Refuses a revoked one. */
  @Override
  public List<Wanted> wanted(DeviceId device) {
    devices.publicKey(device);
    return wanted(device, MOST_FILES);
  }

  /** The same of one file; empty where it is here, or no record of the device names it. */
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    devices.publicKey(device);
    return attachments.wanted(device, file).map(it -> wanted(device, it));
  }

  /** Everything that lacks of what records of a device name. */
  public List<Wanted> lacking(DeviceId device) {
    return wanted(device, Integer.MAX_VALUE);
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

  private List<Wanted> wanted(DeviceId device, int atMost) {
    return attachments.wanted(device, atMost).stream().map(it -> wanted(device, it)).toList();
  }

  private Wanted wanted(DeviceId device, Named it) {
    long here = arriving.length(device.hex(), it.hash().hex());
    return new Wanted(it.hash(), it.size(), it.mediaType(), here);
  }

  /** Takes the next bytes of a wanted file. Refuses a revoked device. */
  @Override
  public FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    devices.publicKey(device);
    FileOutcome outcome = FileIntake.append(arriving, device, file, offset, bytes);
    if (outcome == FileOutcome.MORE || outcome == FileOutcome.OUT_OF_TURN) {
      return outcome;
    }
    String sender = device.hex();
    if (outcome == FileOutcome.KEPT) {
      attachments.keep(sender, file.hash(), file.size());
    }
    LOG.info("ingest.attachment device={} outcome={} bytes={}", device, outcome, file.size());
    var told = new HashMap<String, String>();
    told.put("file", file.hash().hex());
    told.put("outcome", outcome.name());
    audit.write("device:" + sender, "ingest.attachment", sender, told);
    return outcome;
  }
}
