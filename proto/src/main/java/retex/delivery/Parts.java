package retex.delivery;

import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/**
 * Files that have come in part, beside the whole ones. What arrived stays over cuts and crashes,
 * and counts for nothing. Each sender has parts of its own, so that nobody can spoil another's.
 */
public interface Parts {

  /** How many bytes have come. */
  long length(DeviceId sender, FileHash file);

  /** Adds bytes that follow what has come; false, and nothing is added, where they do not. */
  boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes);

  /** All that has come; empty where it cannot be read. */
  Optional<byte[]> read(DeviceId sender, FileHash file);

  /** Throws away what has come. */
  void drop(DeviceId sender, FileHash file);

  /** What has come is on disk when the call returns. */
  void force(DeviceId sender, FileHash file);

  /** Makes a part that was forced one of the whole files, under its hash; atomic. */
  void adopt(DeviceId sender, FileHash file);

  /** The name of a file that was adopted is on disk when the call returns. */
  void forceName(FileHash file);

  /** Whether a file lies among the whole ones, and is what its hash says. */
  boolean isWhole(FileHash file);
}
