package retex.bundle;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FileHere;

/** Where the bytes of a laptop's photographs and documents go at headquarters. */
public interface HeadquartersFiles {

  /** A file that is wanted of a laptop; empty where it is here, or no record of it names it. */
  Optional<Wanted> wanted(DeviceId device, FileHash file);

  /** Takes the next bytes of a wanted file. */
  Outcome take(DeviceId device, FileHash file, long offset, byte[] bytes);

  /** What is here, whole or not, of the files that records of a laptop name. */
  List<FileHere> here(DeviceId device);

  /** A file's size, and how many bytes of it have come. */
  record Wanted(long size, long here) {}

  /** What became of bytes. */
  enum Outcome {
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
}
