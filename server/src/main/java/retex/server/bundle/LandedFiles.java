package retex.server.bundle;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.bundle.HeadquartersFiles;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.proto.bundle.v1.FileHere;
import retex.proto.sync.v1.FileRefusal;
import retex.server.ingest.Deliveries;
import retex.server.ingest.FileIntake;

/**
 * Photographs and documents out of bundles: they go through the door of those that come over a
 * link. Safe for use by several threads.
 */
@Singleton
final class LandedFiles implements HeadquartersFiles {

  private final Deliveries deliveries;
  private final BundleStopRows refused;

  LandedFiles(Deliveries deliveries, BundleStopRows refused) {
    this.refused = refused;
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
    FileOutcome outcome = deliveries.take(device, wanted.get(), offset, bytes);
    switch (outcome) {
      case KEPT -> refused.take(device.hex(), file.hex());
      case HASH_WRONG -> refuse(device, file, FileRefusal.FILE_REFUSAL_HASH_WRONG);
      case TYPE_WRONG -> refuse(device, file, FileRefusal.FILE_REFUSAL_TYPE_WRONG);
      case MORE, OUT_OF_TURN -> {}
    }
    return outcome;
  }

  @Override
  public List<FileHere> here(DeviceId device) {
    var here = new ArrayList<FileHere>();
    deliveries.held(device).forEach(it -> here.add(here(it).setWhole(true).build()));
    Map<FileHash, FileRefusal> why = ofDevice(device);
    for (FileIntake.Wanted it : deliveries.lacking(device)) {
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
