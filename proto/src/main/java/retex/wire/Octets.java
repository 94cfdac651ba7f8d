package retex.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that grow at their end. For one thread, hence without the locks of the library's stream.
 */
final class Octets {

  private byte[] bytes;
  private int size;

  Octets(int expected) {
    bytes = new byte[expected];
  }

  void write(int octet) {
    reserve(1);
    bytes[size++] = (byte) octet;
  }

  void write(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  void write(ByteBuffer source) {
    int length = source.remaining();
    reserve(length);
    source.get(bytes, size, length);
    size += length;
  }

  /** Makes room for so many bytes before what stands at {@code place} and behind. */
  void open(int place, int length) {
    reserve(length);
    System.arraycopy(bytes, place, bytes, place + length, size - place);
    size += length;
  }

  /** Puts one where room was made. */
  void put(int place, int octet) {
    bytes[place] = (byte) octet;
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.max(16, 2 * bytes.length)));
    }
  }
}
