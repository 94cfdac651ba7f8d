package retex.relay;

import java.util.Optional;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/** The bytes of files that wait, or have come in part. Each sender has parts of its own. */
public interface PostParts {

  /** What came from a sender, whole or not. */
  Set<FileHash> of(DeviceId sender);

  /** How many bytes have come. */
  long length(DeviceId sender, FileHash file);

  /** Adds bytes that follow what has come; false, and nothing is added, where they do not. */
  boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes);

  /** The whole, where it is what its hash says; else empty, and it is thrown away. */
  Optional<byte[]> whole(DeviceId sender, FileHash file);

  /** All of it, and its name, is on the disk when this returns. */
  void force(DeviceId sender, FileHash file);

  void drop(DeviceId sender, FileHash file);
}
