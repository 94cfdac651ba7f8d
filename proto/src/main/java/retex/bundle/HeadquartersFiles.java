package retex.bundle;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.proto.bundle.v1.FileHere;

/** Where the bytes of a laptop's photographs and documents go at headquarters. */
public interface HeadquartersFiles {

  /** A file that is wanted of a laptop; empty where it is here, or no record of it names it. */
  Optional<Wanted> wanted(DeviceId device, FileHash file);

  /** Takes the next bytes of a wanted file. */
  FileOutcome take(DeviceId device, FileHash file, long offset, byte[] bytes);

  /** What is here, whole or not, of the files that records of a laptop name. */
  List<FileHere> here(DeviceId device);

  /** A file's size, and how many bytes of it have come. */
  record Wanted(long size, long here) {}
}
