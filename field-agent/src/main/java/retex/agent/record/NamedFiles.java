package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import retex.contract.FileHash;

/**
 * Photographs and documents that records name, and which of them headquarters is not known to have.
 * Safe for use by several threads.
 */
@Singleton
public final class NamedFiles {

  private final NamedFileRows rows;
  private final LogScope scope;

  NamedFiles(NamedFileRows rows, LogScope scope) {
    this.rows = rows;
    this.scope = scope;
  }

  /** What has become of a file. */
  public enum Fate {
    /** Headquarters has it. */
    KEPT,
    /** Headquarters did not take it. */
    REFUSED,
    /** This laptop does not have it: another copy of it did. */
    MISSING
  }

  /** Files that wait, and their bytes. */
  public Load waiting() {
    NamedFileRow row = scope.read(rows::waiting);
    return new Load(row.files(), row.bytes());
  }

  /** Each of them, the oldest first, also of records that headquarters does not have yet. */
  public List<Unsettled> unsettled() {
    return scope.read(
        () ->
            rows.unsettled().stream()
                .map(it -> new Unsettled(FileHash.parse(it.sha256()), it.size()))
                .toList());
  }

  /** Those that wait of records that headquarters has, the oldest first. */
  public List<FileHash> sendable() {
    return scope.read(() -> rows.sendable().stream().map(FileHash::parse).toList());
  }

  /** Those that headquarters cannot get from here: not here any more, or refused. */
  public List<FileHash> lost() {
    return scope.read(() -> rows.lost().stream().map(FileHash::parse).toList());
  }

  /** How many headquarters did not take of records as they stand now. */
  public long toMend() {
    return scope.read(rows::toMend);
  }

  /** Those that headquarters did not take. */
  public List<FileHash> refused() {
    return scope.read(() -> rows.refused().stream().map(FileHash::parse).toList());
  }

  /** Whether records name any. */
  public boolean isAny() {
    return scope.read(rows::isAny);
  }

  /** Headquarters has not got a file, whatever it said before: it was put back from a copy. */
  public void wanted(FileHash file) {
    scope.write(
        () -> {
          rows.wanted(file.hex());
          return file;
        });
  }

  /** Those that headquarters is known to have. */
  public List<FileHash> kept() {
    return scope.read(() -> rows.kept().stream().map(FileHash::parse).toList());
  }

  /**
   * Those of which that was known when this laptop made its bundle of a serial; 0, as an older
   * headquarters says: its newest one.
   */
  public List<FileHash> keptBefore(long serial) {
    return scope.read(() -> rows.keptBefore(serial).stream().map(FileHash::parse).toList());
  }

  /** The bytes of a file, as the records say that name it; empty where none does. */
  public OptionalInt size(FileHash file) {
    return scope.read(
        () -> rows.size(file.hex()).map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  /** Notes what became of a file. */
  public void settle(FileHash file, Fate fate) {
    scope.write(
        () -> {
          rows.settle(file.hex(), fate.name().toLowerCase(Locale.ROOT));
          return fate;
        });
  }

  /** A file that waits, and its bytes. */
  public record Unsettled(FileHash file, int size) {}

  /** How many files and how many bytes. */
  public record Load(long files, long bytes) {}
}
