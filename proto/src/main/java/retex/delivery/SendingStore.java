package retex.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import retex.contract.FileHash;

/** What a laptop keeps of files that its records name: their bytes, and what became of each. */
public interface SendingStore {

  /** Those that wait of records that headquarters has, the oldest first. */
  List<FileHash> sendable();

  /** Those that headquarters is known to have. */
  Set<FileHash> kept();

  /** Those that headquarters did not take. */
  Set<FileHash> refused();

  /** Those that headquarters cannot get from here: not here any more, or refused. */
  Set<FileHash> lost();

  /** Bytes of a file, as the records say that name it; 0 where none does. */
  long size(FileHash file);

  /** Whether there is a file; it may be damaged. */
  boolean holds(FileHash file);

  /** The bytes as they were put; empty where they are not here, or damaged. */
  Optional<byte[]> copy(FileHash file);

  /** Headquarters has not got a file, whatever it said before. */
  void wanted(FileHash file);

  /** Headquarters has a file, from whomever. */
  void keep(FileHash file);

  /** Headquarters did not take a file: it is not sent by itself again. */
  void refuse(FileHash file);

  /** A file is not here, or damaged. */
  void miss(FileHash file);

  /** A file arrived otherwise than it left; false where it had before. */
  boolean arrivedWrong(FileHash file);
}
