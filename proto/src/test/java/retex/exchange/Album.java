package retex.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/** What a disk has of photographs. No array in it is ever changed, so copies share them. */
final class Album {

  // of a laptop
  final Map<FileHash, byte[]> held = new LinkedHashMap<>();
  final Map<FileHash, Fate> fates = new HashMap<>();

  // of headquarters
  final Map<Part, byte[]> parts = new LinkedHashMap<>();
  final Map<FileHash, byte[]> whole = new LinkedHashMap<>();
  final Set<FileHash> noted = new HashSet<>();
  final Set<Part> unforcedParts = new HashSet<>(); // a crash may spoil these,
  final Set<FileHash> unforced = new HashSet<>(); // and these,
  final Map<FileHash, Part> unforcedNames = new LinkedHashMap<>(); // and give these back theirs

  /** What a laptop knows of a file. */
  enum Fate {
    KEPT,
    REFUSED,
    MISSING
  }

  /** Whose part of which file. */
  record Part(DeviceId sender, FileHash file) {}

  Album copy() {
    var copy = new Album();
    copy.held.putAll(held);
    copy.fates.putAll(fates);
    copy.parts.putAll(parts);
    copy.whole.putAll(whole);
    copy.noted.addAll(noted);
    return copy;
  }

  /** Whether headquarters has a file, and as it is. */
  boolean isWhole(FileHash file) {
    byte[] bytes = whole.getOrDefault(file, new byte[0]);
    return FileHash.ofContent(bytes).equals(file);
  }
}
