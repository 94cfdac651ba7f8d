package retex.server.bundle;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersFiles;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.delivery.FileIntake;
import retex.proto.bundle.v1.FileHere;
import retex.proto.sync.v1.FileRefusal;
import retex.server.ingest.Deliveries;

/**
 * Photographs and documents out of bundles: they go through the door of those that come over a
 * link. Safe for use by several threads.
 */
@Singleton
final class LandedFiles implements HeadquartersFiles {

  private final Deliveries deliveries;
  private final BundleStopRows refused;
  private final BundleFolder folder;

  LandedFiles(Deliveries deliveries, BundleStopRows refused, BundleFolder folder) {
    this.refused = refused;
    this.folder = folder;
    this.deliveries = deliveries;
  }

  /** Files that a laptop's records name and that lack here, and the bytes that lack. */
  record Lacking(int files, long bytes) {}

  @Override
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    return deliveries.wanted(device, file).map(it -> new Wanted(it.size(), it.offset()));
  }

  @Override
  public FileOutcome take(DeviceId device, FileHash file, long offset, byte[] bytes) {
    Optional<FileIntake.Wanted> wanted = deliveries.wanted(device, file);
    if (wanted.isEmpty()) {
      return FileOutcome.OUT_OF_TURN; // it came from another this moment, or its record was erased
    }
    FileOutcome outcome = taken(device, wanted.get(), offset, bytes);
    switch (outcome) {
      case KEPT -> refused.take(device.hex(), file.hex());
      case HASH_WRONG -> refuse(device, file, FileRefusal.FILE_REFUSAL_HASH_WRONG);
      case TYPE_WRONG -> refuse(device, file, FileRefusal.FILE_REFUSAL_TYPE_WRONG);
      case MORE, OUT_OF_TURN -> {}
    }
    return outcome;
  }

  /**
   * A disk that is full is no fault: what has landed stays, and the same bundle brings the rest.
   */
  private FileOutcome taken(DeviceId device, FileIntake.Wanted file, long offset, byte[] bytes) {
    folder.requireRoom(bytes.length);
    try {
      return deliveries.take(device, file, offset, bytes);
    } catch (UncheckedIOException e) {
      throw BundleFile.failed(
          Optional.ofNullable(e.getCause()).orElseGet(IOException::new),
          Path.of(file.hash().hex()));
    }
  }

  @Override
  public List<FileHere> here(DeviceId device) {
    var here = new ArrayList<FileHere>();
    List<FileIntake.Wanted> lacking = deliveries.lacking(device); // some may become whole by it
    deliveries.held(device).forEach(it -> here.add(here(it).setWhole(true).build()));
    Map<FileHash, FileRefusal> why = ofDevice(device);
    for (FileIntake.Wanted it : lacking) {
      FileRefusal code = why.getOrDefault(it.hash(), FileRefusal.FILE_REFUSAL_UNSPECIFIED);
      if (it.offset() > 0 || code != FileRefusal.FILE_REFUSAL_UNSPECIFIED) {
        here.add(here(it.hash()).setUpTo(it.offset()).setRefused(code).build());
      }
    }
    return here;
  }

  Lacking lacking(DeviceId device) {
    List<FileIntake.Wanted> lacking = deliveries.lacking(device);
    return new Lacking(
        lacking.size(), lacking.stream().mapToLong(it -> it.size() - it.offset()).sum());
  }

  private void refuse(DeviceId device, FileHash file, FileRefusal why) {
    refused.refuse(device.hex(), file.hex(), why.getNumber());
  }

  private Map<FileHash, FileRefusal> ofDevice(DeviceId device) {
    return refused.refused(device.hex()).stream()
        .collect(
            Collectors.toMap(
                it -> FileHash.parse(it.file()), it -> FileRefusal.forNumber(it.code())));
  }

  private static FileHere.Builder here(FileHash file) {
    return FileHere.newBuilder().setSha256(ByteString.copyFrom(file.bytes()));
  }
}
