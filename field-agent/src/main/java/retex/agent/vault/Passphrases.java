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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import retex.refusal.RefusedException;

/**
 * Tells whose a passphrase is, as often as wrong ones let; the first ever given makes the slots.
 * Others than the laptop's own user are counted apart, all together: they make one another wait,
 * and never the owner. Safe for use by several threads: guesses made side by side count each.
 */
final class Passphrases {

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

  /** Makes the folder, where there is none, for its owner alone. */
  void makeFolder() {
    try {
      if (Files.notExists(folder)) {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
