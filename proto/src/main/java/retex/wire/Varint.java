package retex.wire;

import java.io.ByteArrayOutputStream;

/** Numbers in base 128, the lowest seven bits first, as Protocol Buffers writes them. */
final class Varint {

  private Varint() {}

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static void write(Octets out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Writes it before what was written from {@code place} on. */
  static void insert(Octets out, int place, long value) {
    int length = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    out.open(place, length);
    long rest = value;
    for (int i = 0; i < length; i++) {
      out.put(place + i, (int) (rest & 0x7F | (i < length - 1 ? 0x80 : 0)));
      rest >>>= 7;
    }
  }

  /** Reads numbers and bytes one after another; refuses to go beyond the end. */
  static final class Reader {
    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.at = from;
      this.end = to;
    }

    int octet() {
      if (at >= end) {
        throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
      }
      return bytes[at++] & 0xFF;
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int octet = octet();
        value |= (long) (octet & 0x7F) << shift;
        if (octet < 0x80) {
          return value;
        }
      }
      throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
    }

    /** A number that counts something of which there are at most {@code most}. */
    int count(int most) {
      long value = number();
      if (value < 0 || value > most) {
        throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
      }
      return (int) value;
    }

    /** The next {@code length} bytes as a reader of their own. */
    Reader slice(int length) {
      if (length > end - at) {
        throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
      }
      at += length;
      return new Reader(bytes, at - length, at);
    }

    /** Length of what comes before the next zero. */
    int untilZero() {
      for (int i = at; i < end; i++) {
        if (bytes[i] == 0) {
          return i - at;
        }
      }
      throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
    }

    void copy(int length, Octets out) {
      if (length > end - at) {
        throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
      }
      out.write(bytes, at, length);
      at += length;
    }

    boolean isAtEnd() {
      return at == end;
    }

    int left() {
      return end - at;
    }
  }
}
