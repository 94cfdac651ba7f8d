package retex.server.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.delivery.LandingStore.Named;
import retex.server.blob.Arriving;
import retex.server.blob.BlobHolder;
import retex.server.blob.Blobs;

/**
 * Photographs and documents that records name, by hash. One that no record names any more is
 * deleted; one that several name is there once. Safe for use by several threads.
 */
@Singleton
public final class Attachments {

  private final AttachmentRows rows;
  private final Blobs blobs;
  private final Arriving arriving;
  private final List<BlobHolder> others;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Attachments(
      AttachmentRows rows,
      Blobs blobs,
      Arriving arriving,
      List<BlobHolder> others,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.blobs = blobs;
    this.arriving = arriving;
    this.others = others;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Files that records of a device name and that are here from nobody, the oldest first. */
  public List<Named> wanted(DeviceId device, int atMost) {
    return rows.wanted(device.hex(), atMost).stream().map(Attachments::named).toList();
  }

  /** One of them. */
  public Optional<Named> wanted(DeviceId device, FileHash hash) {
    return rows.wanted(device.hex(), hash.hex()).map(Attachments::named);
  }

  /** Files that records of a device name and that are here, from whomever. */
  public List<FileHash> held(DeviceId device) {
    return rows.held(device.hex()).stream().map(FileHash::parse).toList();
  }

  /** Notes that a file is here, under its hash; may be called again. */
  public void note(FileHash hash, long size) {
    transactions.executeWrite(
        status -> {
          if (!rows.existsById(hash.hex())) {
            rows.save(new AttachmentRow(hash.hex(), size, Micros.of(clock.instant())));
          }
          return size;
        });
  }

  /** Whether a file is here. */
  public boolean holds(FileHash hash) {
    return rows.existsById(hash.hex());
  }

  /** A file that the record names; empty where it does not, or where it has not come yet. */
  public Optional<Content> find(RecordId record, FileHash hash) {
    return rows.named(record.toString(), hash.hex())
        .filter(it -> rows.existsById(it.sha256()))
        .map(it -> new Content(it.mediaType(), blobs.get(it.sha256())));
  }

  /** The files that a record names. */
  public List<FileHash> of(RecordId record) {
    return rows.ofRecord(record.toString()).stream().map(FileHash::parse).toList();
  }

  /** Whether another record than this names a file. */
  public boolean isNamedBeside(RecordId record, FileHash hash) {
    return rows.countOfOthers(hash.hex(), record.toString()) > 0;
  }

  /** Deletes files that no record names any more; may be run again after a crash. */
  void sweep() {
    for (String hash : rows.unnamed()) {
      destroy(hash);
      rows.deleteById(hash);
    }
  }

  /** But for what another step keeps under the same hash: a feedback that a record named, say. */
  private void destroy(String hash) {
    if (others.stream().noneMatch(it -> it.holds(hash))) {
      blobs.destroy(hash);
    }
  }

  /** Throws away what has come of a record's files that are not noted, also where it is whole. */
  void forgetParts(RecordId record) {
    for (String hash : rows.ofRecord(record.toString())) {
      arriving.forget(hash);
      if (!rows.existsById(hash) && rows.countOfOthers(hash, record.toString()) == 0) {
        destroy(hash); // a server died before it noted it
      }
    }
  }

  private static Named named(NamedRow row) {
    return new Named(FileHash.parse(row.sha256()), row.size(), row.mediaType());
  }

  /** A file's bytes. */
  public record Content(String mediaType, byte[] bytes) {

    /** Without the bytes. */
    @Override
    public String toString() {
      return "Content[" + bytes.length + " bytes]";
    }
  }
}
