package retex.agent.vault;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import retex.agent.vault.BusMessage.Signal;

/**
 * Listens on the system bus of a Linux, and asks it for nothing else. One thread reads; any thread
 * may close it, which ends the reading.
 */
final class SystemBus implements Closeable {

  private static final int LONGEST_LINE = 512; // bytes of the greeting

  private final SocketChannel channel;
  private final InputStream in;
  private int serial;

  private SystemBus(SocketChannel channel) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
  }

  /** The socket that an address of a bus names; empty where this machine has none. */
  static Optional<Path> socket(String address) {
    return Stream.of(address.split(";"))
        .filter(one -> one.startsWith("unix:path="))
        .map(one -> Path.of(one.substring("unix:path=".length()).replaceFirst(",.*", "")))
        .filter(Files::exists)
        .findFirst();
  }

  /** One that is not connected yet. */
  static SystemBus unconnected() throws IOException {
    return new SystemBus(SocketChannel.open(StandardProtocolFamily.UNIX));
  }

  /**
   * Connects as the user whose process this is; the kernel tells the bus who that is. Waits for the
   * bus as long as it is not closed.
   */
  void connect(Path socket) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    write("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    if (!line().equals("DATA") || !line().startsWith("OK ")) {
      throw new IOException("the bus lets nobody in");
    }
    call("Hello", "");
  }

  /** From now on what this rule of the bus matches is heard. */
  void listen(String rule) throws IOException {
    call("AddMatch", rule);
  }

  /**
   * Waits for the next announcement; fails when the bus is closed, from either side. What anybody
   * says that is too long to be one is passed over.
   */
  Signal next() throws IOException {
    while (true) {
      byte[] start = read(BusMessage.START);
      int rest = BusMessage.rest(start);
      if (rest > BusMessage.MOST_BYTES) {
        in.skipNBytes(rest);
        continue;
      }
      Optional<Signal> signal = BusMessage.signal(start, read(rest));
      if (signal.isPresent()) {
        return signal.get();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void call(String member, String argument) throws IOException {
    write(BusMessage.call(++serial, member, argument));
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      char next = (char) read(1)[0];
      if (next == '\n') {
        return line.toString().strip();
      }
      line.append(next);
    }
    throw new IOException("no greeting of a bus");
  }
}
