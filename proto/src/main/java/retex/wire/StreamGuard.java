package retex.wire;

import static retex.wire.WireRefusal.FRAME_DAMAGED;
import static retex.wire.WireRefusal.FRAME_TOO_LARGE;

/**
 * Looks at a zstd stream (RFC 8878, section 3.1.1) before the decoder does: a decoder takes as much
 * memory as the header asks for, up to 128 MiB. Here is one frame that never ends, of at most the
 * window that docs/sync.md names, without a dictionary. Not for use by several threads.
 */
final class StreamGuard {

  private static final int LARGEST_WINDOW = 2 << 20;
  private static final int LARGEST_BLOCK = 128 << 10;
  private static final int MAGIC = 0xFD2F_B528;
  private static final int SHORTEST_HEADER = 5;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

  private final byte[] head = new byte[18];
  private int held;
  private int rest;
  private boolean begun;

  /** The next bytes of the stream. */
  void pass(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (rest > 0) {
        int count = Math.min(rest, bytes.length - at);
        rest -= count;
        at += count;
      } else {
        head[held++] = bytes[at++];
        look();
      }
    }
  }

  private void look() {
    if (!begun && held >= SHORTEST_HEADER && held == headerLength()) {
      header();
      begun = true;
      held = 0;
    } else if (begun && held == 3) {
      block();
      held = 0;
    }
  }

  private int headerLength() {
    int descriptor = head[4] & 0xFF;
    boolean single = (descriptor & 0x20) != 0;
    int size = descriptor >> 6 == 0 ? (single ? 1 : 0) : 1 << (descriptor >> 6);
    return SHORTEST_HEADER + (single ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3] + size;
  }

  private void header() {
    int magic =
        head[0] & 0xFF | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16 | (head[3] & 0xFF) << 24;
    int descriptor = head[4] & 0xFF;
    if (magic != MAGIC || (descriptor & 0x23) != 0) { // of one segment, or with a dictionary
      throw FRAME_DAMAGED.at("frame").asException();
    }
    long base = 1L << 10 + ((head[5] & 0xFF) >> 3);
    if (base + base / 8 * (head[5] & 7) > LARGEST_WINDOW) {
      throw FRAME_TOO_LARGE.at("frame").asException();
    }
  }

  private void block() {
    int header = head[0] & 0xFF | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16;
    int type = header >> 1 & 3;
    int size = header >> 3;
    if ((header & 1) != 0 || type == 3 || size > LARGEST_BLOCK) { // the last one, or reserved
      throw FRAME_DAMAGED.at("frame").asException();
    }
    rest = type == 1 ? 1 : size; // one byte repeated, or so many
  }
}
