package retex.delivery;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjLongConsumer;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.delivery.LandingStore.Named;

/**
 * Photographs and documents as they land at headquarters. A device may bring only what its own
 * records name, no more bytes of it than they say, and nothing counts before its hash was verified
 * and it is on disk. Bytes that arrived stay when the link is cut. Safe for use by several threads.
 */
public final class Landing implements FileIntake {

  private final LandingStore store;
  private final Parts parts;
  private final Measures measures;
  private final ReentrantLock judging = new ReentrantLock(); // of whole files, once each

  public Landing(LandingStore store, Parts parts, Measures measures) {
    this.store = store;
    this.parts = parts;
    this.measures = measures;
  }

  @Override
  public List<Wanted> wanted(DeviceId device, Set<FileHash> notSent) {
    store.requireWelcome(device);
    return store.lacking(device).stream()
        .filter(it -> !notSent.contains(it.hash()))
        .flatMap(it -> wanted(device, it).stream())
        .limit(measures.mostFiles()) // fewer says that all others are here
        .toList();
  }

  /** The same of one file; empty where it is here, or no record of the device names it. */
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    store.requireWelcome(device);
    return store.lacking(device, file).flatMap(it -> wanted(device, it));
  }

  /** Everything that lacks of what records of a device name. */
  public List<Wanted> lacking(DeviceId device) {
    return store.lacking(device).stream().flatMap(it -> wanted(device, it).stream()).toList();
  }

  @Override
  public void requireWelcome(DeviceId device) {
    store.requireWelcome(device);
  }

  @Override
  public boolean isHere(FileHash file) {
    return store.holds(file);
  }

  /**
   * Empty where it was only to be judged, or noted: a server may have died, or its disk have been
   * full, between the last byte and that.
   */
  private Optional<Wanted> wanted(DeviceId device, Named it) {
    if (isPickedUp(it.hash(), it.size())) {
      return Optional.empty();
    }
    long here = parts.length(device, it.hash());
    return here < it.size() ? Optional.of(wanted(it, here)) : judged(device, it);
  }

  /** Whether it lies in its place, where a server may have died before it noted that. */
  private boolean isPickedUp(FileHash file, long size) {
    boolean isThere = parts.isWhole(file);
    if (isThere) {
      parts.forceName(file);
      store.note(file, size);
    }
    return isThere;
  }

  private Optional<Wanted> judged(DeviceId device, Named it) {
    judging.lock();
    try {
      boolean isWhole = parts.length(device, it.hash()) == it.size();
      if (isWhole && !isHere(it.hash())) {
        Wanted file = wanted(it, it.size());
        settle(device, file, FileIntake.judged(parts, device, file));
      }
    } catch (UncheckedIOException full) { // all of it is here; judged with its last byte
      Wanted lastByte = wanted(it, it.size() - 1L); // what is not asked for counts as kept
      store.notJudged(lastByte);
      return Optional.of(lastByte);
    } finally {
      judging.unlock();
    }
    return isHere(it.hash())
        ? Optional.empty()
        : Optional.of(wanted(it, parts.length(device, it.hash())));
  }

  private static Wanted wanted(Named it, long here) {
    return new Wanted(it.hash(), it.size(), it.mediaType(), here);
  }

  /** Takes the next bytes of a wanted file. Refuses a revoked device. */
  @Override
  public FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes) {
    store.requireWelcome(device);
    if (offset + bytes.length < file.size()) {
      return FileIntake.append(parts, device, file, offset, bytes);
    }
    judging.lock();
    try {
      if (isPickedUp(file.hash(), file.size())) {
        parts.drop(device, file.hash());
        return FileOutcome.KEPT;
      }
      boolean isWhole = parts.length(device, file.hash()) == file.size();
      FileOutcome outcome = // all of it was here and could not be judged: its last byte tells to
          isWhole
              ? FileIntake.judged(parts, device, file)
              : FileIntake.append(parts, device, file, offset, bytes);
      if (outcome != FileOutcome.OUT_OF_TURN) {
        settle(device, file, outcome);
      }
      return outcome;
    } finally {
      judging.unlock();
    }
  }

  private void settle(DeviceId device, Wanted file, FileOutcome outcome) {
    if (outcome == FileOutcome.KEPT) {
      keep(store::note, parts, device, file.hash(), file.size());
    }
    store.told(device, file, outcome);
  }

  /**
   * Takes a file that is whole: its bytes are on disk before its name is, and that before a note.
   */
  public static void keep(
      ObjLongConsumer<FileHash> note, Parts parts, DeviceId sender, FileHash file, long size) {
    parts.force(sender, file);
    parts.adopt(sender, file);
    parts.forceName(file); // a power cut may take a rename back that no folder was forced for
    note.accept(file, size);
  }
}
