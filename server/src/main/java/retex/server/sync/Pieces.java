package retex.server.sync;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every piece of one kind of reference data by its key, with a digest of each and, as the cursor, a
 * digest of all. Equal pieces have equal cursors, also on a server that was restored. Immutable.
 */
final class Pieces {

  private static final int DIGEST = 8; // bytes; a cursor is a name here, not a proof

  private final SortedMap<String, Message> messages;
  private final SortedMap<String, String> digests;
  private final byte[] cursor;

  Pieces(Map<String, ? extends Message> messages) {
    this.messages = new TreeMap<>(messages);
    this.digests = new TreeMap<>();
    this.messages.forEach((key, it) -> digests.put(key, hex(digest(it.toByteArray()))));
    this.cursor = digest(lines().getBytes(StandardCharsets.UTF_8));
  }

  /** What a laptop that holds all of them says. */
  byte[] cursor() {
    return cursor.clone();
  }

  /** A line a piece, to be kept with the cursor. */
  String lines() {
    return digests.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /** Those that are not in {@code lines}, or look different there. */
  List<Message> newSince(String lines) {
    Map<String, String> held = held(lines);
    return messages.entrySet().stream()
        .filter(it -> !Objects.equals(digests.get(it.getKey()), held.get(it.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Keys in {@code lines} that are gone. */
  List<String> goneSince(String lines) {
    return held(lines).keySet().stream().filter(key -> !messages.containsKey(key)).toList();
  }

  private static Map<String, String> held(String lines) {
    var held = new TreeMap<String, String>();
    lines
        .lines()
        .forEach(it -> held.put(it.substring(2 * DIGEST + 1), it.substring(0, 2 * DIGEST)));
    return held;
  }

  static byte[] digest(byte[] bytes) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
