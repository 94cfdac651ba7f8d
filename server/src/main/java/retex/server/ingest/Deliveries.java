package retex.server.ingest;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.Attachment;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.server.audit.Audit;
import retex.server.blob.Arriving;
import retex.server.device.Devices;
import retex.server.record.Attachments;

/**
 * Takes photographs and documents that follow records. A device may bring only what its own records
 * name, no more bytes of it than they say, and nothing counts before its hash was verified. Bytes
 * that arrived stay when the link is cut. Safe for use by several threads.
 */
@Singleton
public final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int MOST_FILES = 256; // of one call, as the contract says
  private static final Map<String, byte[]> BEGINNINGS =
      Map.of(
          Attachment.JPEG,
          new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
          Attachment.PDF,
          "%PDF-".getBytes(StandardCharsets.US_ASCII));

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
  public List<Wanted> wanted(DeviceId device) {
    devices.publicKey(device);
    return attachments.wanted(device, MOST_FILES).stream()
        .map(
            it ->
                new Wanted(
                    it.hash(),
                    it.size(),
                    it.mediaType(),
                    arriving.length(device.hex(), it.hash().hex())))
        .toList();
  }

  /** Takes the next bytes of a wanted file. Refuses a revoked device. */
  public Outcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    devices.publicKey(device);
    String sender = device.hex();
    String hash = file.hash().hex();
    boolean tooLong = offset + bytes.length > file.size();
    if (tooLong || !arriving.append(sender, hash, offset, bytes)) {
      return Outcome.OUT_OF_TURN;
    }
    if (offset + bytes.length < file.size()) {
      return Outcome.MORE;
    }
    Outcome outcome = judged(sender, file);
    LOG.info("ingest.attachment device={} outcome={} bytes={}", device, outcome, file.size());
    var told = new HashMap<String, String>();
    told.put("file", hash);
    told.put("outcome", outcome.name());
    audit.write("device:" + sender, "ingest.attachment", sender, told);
    return outcome;
  }

  private Outcome judged(String sender, Wanted file) {
    Optional<byte[]> whole = arriving.whole(sender, file.hash().hex());
    if (whole.isEmpty()) {
      return Outcome.HASH_WRONG;
    }
    byte[] beginning = BEGINNINGS.getOrDefault(file.mediaType(), new byte[0]);
    byte[] bytes = whole.get();
    boolean fits =
        beginning.length > 0
            && bytes.length >= beginning.length
            && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    if (!fits) {
      arriving.drop(sender, file.hash().hex());
      return Outcome.TYPE_WRONG;
    }
    attachments.keep(sender, file.hash(), file.size());
    return Outcome.KEPT;
  }

  /** What became of bytes. */
  public enum Outcome {
    /** They are here; the file is not whole yet. */
    MORE,
    /** The file is whole and on disk. */
    KEPT,
    /** The whole is not what its hash says; it was thrown away. */
    HASH_WRONG,
    /** The whole is of another type than the record says; it was thrown away. */
    TYPE_WRONG,
    /** They do not follow what has come. */
    OUT_OF_TURN
  }

  /** A file by its hash, its size and media type, and how many bytes of it have come. */
  public record Wanted(FileHash hash, int size, String mediaType, long offset) {}
}
