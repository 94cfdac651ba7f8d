package retex.server.handover;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.FileHash;
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
  private final Arriving apart;

  HandedFiles(
      QuarantineRows rows,
      Attachments attachments,
      Revocations revocations,
      Blobs blobs,
      @Property(name = "retex.data") String data) {
    this.rows = rows;
    this.attachments = attachments;
    this.revocations = revocations;
    this.apart = Arriving.apart(data, "quarantine", blobs);
  }

  @Override
  public List<Wanted> wanted(DeviceId device) {
    revocations.keyOfHandingOver(device);
    return lacking(device).stream().limit(MOST_FILES).toList();
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
  public Outcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    revocations.keyOfHandingOver(device);
    String hash = file.hash().hex();
    boolean tooLong = offset + bytes.length > file.size();
    if (tooLong || !apart.append(device.hex(), hash, offset, bytes)) {
      return Outcome.OUT_OF_TURN;
    }
    return offset + bytes.length < file.size()
        ? Outcome.MORE
        : FileIntake.judged(apart, device, file);
  }

  /** How many whole files wait. */
  long whole(DeviceId device) {
    return named(device).stream()
        .filter(it -> apart.length(device.hex(), it.hash().hex()) >= it.size())
        .count();
  }

  /** Makes them files like any other; may be run again after a crash. */
  void admit(DeviceId device) {
    for (Named it : named(device)) {
      if (apart.length(device.hex(), it.hash().hex()) >= it.size()) {
        attachments.keep(apart, device.hex(), it.hash(), it.size());
      }
    }
  }

  /** Throws away what came of a record's files. */
  void forget(List<Entry> entries) {
    entries.forEach(
        entry -> entry.payload().attachments().forEach(it -> apart.forget(it.hash().hex())));
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
