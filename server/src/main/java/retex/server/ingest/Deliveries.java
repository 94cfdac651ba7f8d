package retex.server.ingest;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.delivery.FileIntake;
import retex.delivery.Landing;
import retex.delivery.LandingStore;
import retex.delivery.Measures;
import retex.server.audit.Audit;
import retex.server.blob.Arriving;
import retex.server.device.Devices;
import retex.server.record.Attachments;
import retex.server.record.FileParts;

/**
 * Takes photographs and documents that follow records: a {@link Landing} on this server's store.
 * Safe for use by several threads.
 */
@Singleton
public final class Deliveries implements FileIntake {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Attachments attachments;
  private final Devices devices;
  private final Audit audit;
  private final Landing landing;

  Deliveries(Attachments attachments, Arriving arriving, Devices devices, Audit audit) {
    this.attachments = attachments;
    this.devices = devices;
    this.audit = audit;
    this.landing = new Landing(new Store(), new FileParts(arriving), Measures.CONTRACT);
  }

  /** What is wanted of a device, and how much of each has come from it. Refuses a revoked one. */
  @Override
  public List<Wanted> wanted(DeviceId device, Set<FileHash> notSent) {
    return landing.wanted(device, notSent);
  }

  /** The same of one file; empty where it is here, or no record of the device names it. */
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    return landing.wanted(device, file);
  }

  /** Everything that lacks of what records of a device name. */
  public List<Wanted> lacking(DeviceId device) {
    return landing.lacking(device);
  }

  /** What is here of that, from whomever. */
  public List<FileHash> held(DeviceId device) {
    return attachments.held(device);
  }

  @Override
  public void requireWelcome(DeviceId device) {
    landing.requireWelcome(device);
  }

  @Override
  public boolean isHere(FileHash file) {
    return landing.isHere(file);
  }

  /** Takes the next bytes of a wanted file. Refuses a revoked device. */
  @Override
  public FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    return landing.take(device, file, offset, bytes);
  }

  /** What this server keeps. */
  private final class Store implements LandingStore {

    @Override
    public void requireWelcome(DeviceId device) {
      devices.publicKey(device);
    }

    @Override
    public List<Named> lacking(DeviceId device) {
      return attachments.wanted(device, Integer.MAX_VALUE);
    }

    @Override
    public Optional<Named> lacking(DeviceId device, FileHash file) {
      return attachments.wanted(device, file);
    }

    @Override
    public boolean holds(FileHash file) {
      return attachments.holds(file);
    }

    @Override
    public void note(FileHash file, long size) {
      attachments.note(file, size);
    }

    @Override
    public void told(DeviceId device, Wanted file, FileOutcome outcome) {
      LOG.info("ingest.attachment device={} outcome={} bytes={}", device, outcome, file.size());
      var told = new HashMap<String, String>();
      told.put("file", file.hash().hex());
      told.put("outcome", outcome.name());
      audit.write("device:" + device.hex(), "ingest.attachment", device.hex(), told);
    }

    @Override
    public void notJudged(Wanted file) {
      LOG.warn("delivery.not_judged bytes={}", file.size());
    }
  }
}
