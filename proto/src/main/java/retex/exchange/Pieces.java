package retex.exchange;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every piece of one kind of reference data by its key, with a digest of each and, as the cursor, a
 * digest of all. Equal pieces have equal cursors, also on a server that was restored. Immutable.
 */
public final class Pieces {

  private static final int DIGEST = 8; // bytes of a piece's

  private final SortedMap<String, Message> messages;
  private final Held all;

  public Pieces(Map<String, ? extends Message> messages) {
    this.messages = new TreeMap<>(messages);
    var digests = new TreeMap<String, String>();
    this.messages.forEach((key, it) -> digests.put(key, ReferenceCursor.digest(it.toByteArray())));
    this.all = new Held(digests);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** What a laptop holds that has all of them. */
  public Held all() {
    return all;
  }

  /**
   * What a laptop that holds {@code held} is told next: first of all what is gone, and new or
   * changed pieces until they are {@code atMost} bytes or more.
   */
  Step next(Held held, long atMost) {
    var after = new TreeMap<>(held.digests());
    List<String> gone = after.keySet().stream().filter(key -> !messages.containsKey(key)).toList();
    gone.forEach(after::remove);
    var changed = new ArrayList<Message>();
    long bytes = 0;
    for (Map.Entry<String, Message> it : messages.entrySet()) {
      String digest = all.digests().get(it.getKey());
      if (bytes < atMost && digest != null && !digest.equals(after.get(it.getKey()))) {
        after.put(it.getKey(), digest);
        changed.add(it.getValue());
        bytes += it.getValue().getSerializedSize();
      }
    }
    return new Step(gone, changed, new Held(after));
  }

  public static byte[] digest(byte[] bytes) {
    return HexFormat.of().parseHex(ReferenceCursor.digest(bytes));
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** One message's worth of changes, and what is held once they are kept. */
  record Step(List<String> gone, List<Message> changed, Held after) {}

  /** What a laptop holds of one kind: a digest of each piece by its key. */
  public record Held(SortedMap<String, String> digests) {

    static final Held NOTHING = new Held(new TreeMap<>());

    /** What {@link #lines} wrote. */
    static Held parse(String lines) {
      var digests = new TreeMap<String, String>();
      lines
          .lines()
          .forEach(it -> digests.put(it.substring(2 * DIGEST + 1), it.substring(0, 2 * DIGEST)));
      return new Held(digests);
    }

    /** What the laptop says of it. */
    public byte[] cursor() {
      return HexFormat.of().parseHex(ReferenceCursor.of(digests));
    }

    /** A line a piece, to be kept with the cursor. */
    String lines() {
      return ReferenceCursor.lines(digests);
    }
  }
}
