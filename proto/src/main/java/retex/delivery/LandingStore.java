package retex.delivery;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.delivery.FileIntake.Wanted;

/** What headquarters knows of files, and of who may bring them. */
public interface LandingStore {

  /** Refuses a device whose files are taken here no more. */
  void requireWelcome(DeviceId device);

  /** Files that records of a device name and that are noted from nobody, the oldest first. */
  List<Named> lacking(DeviceId device);

  /** One of them. */
  Optional<Named> lacking(DeviceId device, FileHash file);

  /** Whether a file is noted as here. */
  boolean holds(FileHash file);

  /** Notes that a file is here; on disk when the call returns. May be called again. */
  void note(FileHash file, long size);

  /** Tells who watches what became of a file whose last byte had come. */
  void told(DeviceId device, Wanted file, FileOutcome outcome);

  /** Tells who watches that all of a file is here, and a full disk lets nobody judge it. */
  void notJudged(Wanted file);

  /** A file as a record names it: its size in bytes and its media type. */
  record Named(FileHash hash, int size, String mediaType) {}
}
