package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.FIRST_BY_ANOTHER;
import static retex.agent.vault.VaultRefusal.NEW_THROTTLED;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_MISSING;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_WRONG;
import static retex.agent.vault.VaultRefusal.SLOTS_MISSING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.refusal.RefusedException;

/**
 * Tells whose a passphrase is, as often as wrong ones let; the first ever given makes the slots.
 * Others than the laptop's own user are counted apart, all together: they make one another wait,
 * and never the owner. Safe for use by several threads: guesses made side by side count each.
 */
final class Passphrases {

  private static final Logger LOG = LoggerFactory.getLogger(Passphrases.class);
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final KeySlots slots;
  private final Snapshots snapshots;
  private final Tries own;
  private final Tries others;
  private final Tries fresh;

  Passphrases(Path folder, KeySlots slots, Snapshots snapshots, Clock clock) {
    this.folder = folder;
    this.slots = slots;
    this.snapshots = snapshots;
    this.own = new Tries(folder.resolve("tries"), clock);
    this.others = new Tries(folder.resolve("tries-others"), clock);
    this.fresh = new Tries(folder.resolve("tries-new"), clock, NEW_THROTTLED, Duration.ofDays(1));
  }

  /** Whether one was ever set: slots, a store or copies of it are there. */
  boolean wereSet() {
    return slots.exist() || hadStore();
  }

  private boolean hadStore() {
    return snapshots.isStoreThere() || snapshots.hadStore();
  }

  /** What it opens, or makes where there is nothing yet. */
  synchronized KeySlots.Opened open(char[] passphrase, Asker asker) {
    if (new String(passphrase).isBlank()) {
      throw PASSPHRASE_MISSING.at("").asException();
    }
    if (!slots.exist()) {
      if (hadStore()) {
        throw SLOTS_MISSING.at("").asException(); // never a new key beside what an older one opens
      }
      if (asker == Asker.ANOTHER) {
        throw FIRST_BY_ANOTHER.at("").asException();
      }
      makeFolder();
      return new KeySlots.Opened("user", slots.create(passphrase));
    }
    Tries tries = asker == Asker.OWNER ? own : others;
    tries.check();
    try {
      KeySlots.Opened opened = slots.open(passphrase);
      tries.succeeded();
      return opened;
    } catch (RefusedException e) {
      if (e.refusal().code() == PASSPHRASE_WRONG) {
        tries.failed();
      }
      throw e;
    }
  }

  /**
   * Counts one that is to be set: whoever sets it is told whether it is another user's. Refuses
   * with {@code NEW_THROTTLED}.
   */
  synchronized void countNew() {
    fresh.check();
    fresh.failed();
  }

  /** Forgets all wrong ones. */
  synchronized void forgive() {
    own.succeeded();
    others.succeeded();
  }

  /**
   * Makes the folder, where there is none, for its owner alone; one that an earlier program left
   * open to others is closed to them.
   */
  void makeFolder() {
    try {
      boolean isNew = Files.notExists(folder);
      if (isNew) {
        Files.createDirectories(folder);
      }
      var posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (posix != null && (isNew || isOpenToOthers(posix))) {
        close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the folder is ours to close. */
  private static boolean isOpenToOthers(PosixFileAttributeView posix) throws IOException {
    return posix.getOwner().getName().equals(System.getProperty("user.name"))
        && !OWNER_ALONE.containsAll(posix.readAttributes().permissions());
  }

  private void close() {
    try {
      Files.setPosixFilePermissions(folder, OWNER_ALONE);
    } catch (IOException e) { // FAT keeps none
      LOG.warn("vault.folder_open_to_others because={}", e.getClass().getSimpleName());
    }
  }
}
