package retex.agent.vault;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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

  /** Connects as the user whose process this is; the kernel tells the bus who that is. */
  static SystemBus connect(Path socket) throws IOException {
    var bus = new SystemBus(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    try {
      bus.write("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
      if (!bus.line().equals("DATA") || !bus.line().startsWith("OK ")) {
        throw new IOException("the bus lets nobody in");
      }
      bus.call("Hello", "");
      return bus;
    } catch (IOException e) {
      bus.close();
      throw e;
    }
  }

  /** From now on what this rule of the bus matches is heard. */
  void listen(String rule) throws IOException {
    call("AddMatch", rule);
  }

  /** Waits for the next announcement; fails when the bus is closed, from either side. */
  Signal next() throws IOException {
    while (true) {
      byte[] start = read(BusMessage.START);
      Optional<Signal> signal = BusMessage.signal(start, read(BusMessage.rest(start)));
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
