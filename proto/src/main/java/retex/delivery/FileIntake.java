package retex.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.Attachment;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;

/** Where the bytes of a laptop's files go: to the others, or apart from them. */
public interface FileIntake {

  /** What is wanted of a device, and how much of each has come from it. */
  default List<Wanted> wanted(DeviceId device) {
    return wanted(device, Set.of());
  }

  /** The same without those that it will not send. */
  List<Wanted> wanted(DeviceId device, Set<FileHash> notSent);

  /** Refuses a device whose files are taken here no more: it was revoked, or told otherwise. */
  void requireWelcome(DeviceId device);

  /** Whether a file is here whole by now, from whomever: then it is wanted of nobody. */
  boolean isHere(FileHash file);

  /** Takes the next bytes of a wanted file. */
  FileOutcome take(DeviceId device, Wanted file, long offset, byte[] bytes);

  /** Takes the next bytes into a folder of parts; the last ones have the whole judged. */
  static FileOutcome append(Parts parts, DeviceId device, Wanted file, long offset, byte[] bytes) {
    long end = offset + bytes.length;
    if (end > file.size() || !parts.append(device, file.hash(), offset, bytes)) {
      return FileOutcome.OUT_OF_TURN;
    }
    return end < file.size() ? FileOutcome.MORE : judged(parts, device, file);
  }

  /** What becomes of a file whose last byte has come: thrown away where it is not what it says. */
  static FileOutcome judged(Parts parts, DeviceId device, Wanted file) {
    Optional<byte[]> whole =
        parts.read(device, file.hash()).filter(it -> FileHash.ofContent(it).equals(file.hash()));
    if (whole.isEmpty()) { // also what cannot be read: it would keep up all that comes behind it
      parts.drop(device, file.hash());
      return FileOutcome.HASH_WRONG;
    }
    byte[] beginning = beginning(file.mediaType());
    byte[] bytes = whole.get();
    boolean fits =
        beginning.length > 0
            && bytes.length >= beginning.length
            && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    if (!fits) {
      parts.drop(device, file.hash());
      return FileOutcome.TYPE_WRONG;
    }
    return FileOutcome.KEPT;
  }

  private static byte[] beginning(String mediaType) {
    return Map.of(
            Attachment.JPEG,
            new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
            Attachment.PDF,
            "%PDF-".getBytes(StandardCharsets.US_ASCII))
        .getOrDefault(mediaType, new byte[0]);
  }

  /** A file by its hash, its size and media type, and how many bytes of it have come. */
  record Wanted(FileHash hash, int size, String mediaType, long offset) {}
}
