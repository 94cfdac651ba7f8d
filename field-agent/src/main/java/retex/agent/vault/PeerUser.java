package retex.agent.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which user of the laptop is at the other end of a loopback connection. Linux tells it in
 * /proc/net/tcp; where no system tells it, nobody is taken for another.
 */
final class PeerUser {

  /** At the other end of a connection that the system knows no more, or cannot tell just now. */
  static final String GONE = "gone";

  // proc(5): sl, local_address, rem_address, st, queues, timer, retransmits, uid
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int USER = 7;
  private static final String ESTABLISHED = "01"; // net/tcp_states.h; others may have no user

  private final List<Path> tables;
  private final String own;

  private PeerUser(List<Path> tables, String own) {
    this.tables = tables;
    this.own = own;
  }

  /** As this system tells it. */
  static PeerUser ofSystem() {
    return new PeerUser(TABLES, ownUser().orElse(""));
  }

  /** As other tables tell it to a user. */
  static PeerUser in(List<Path> tables, String own) {
    return new PeerUser(List.copyOf(tables), own);
  }

  /** The user of this process. */
  String own() {
    return own;
  }

  /** The user's number; our own where no system tells it. */
  String of(InetSocketAddress peer, InetSocketAddress here) {
    if (own.isEmpty()) {
      return own;
    }
    boolean isTold = false;
    for (Path table : tables) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        List<String[]> ours = // both ends of the connection, and the door itself
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length > USER && touches(row, here.getPort()))
                .toList();
        Optional<String> user =
            ours.stream()
                .filter(row -> row[STATE].equals(ESTABLISHED))
                .filter(row -> isAt(row[LOCAL], peer) && isAt(row[REMOTE], here))
                .map(row -> row[USER])
                .findFirst();
        if (user.isPresent()) {
          return user.get();
        }
        isTold |= !ours.isEmpty();
      } catch (NoSuchFileException | AccessDeniedException e) {
        continue; // no such table on this system
      } catch (IOException | UncheckedIOException e) {
        isTold = true; // it would tell, were there a file left to open
      }
    }
    return isTold ? GONE : own;
  }

  private static boolean touches(String[] row, int port) {
    String ending = String.format(":%04X", port);
    return row[LOCAL].endsWith(ending) || row[REMOTE].endsWith(ending);
  }

  /**
   * An address as the tables write it: words of 32 bits as the processor orders their bytes. One of
   * IPv4 may be written in the form of IPv6.
   */
  private static boolean isAt(String written, InetSocketAddress address) {
    String[] parts = written.split(":");
    byte[] words = HexFormat.of().parseHex(parts[0]);
    ByteBuffer from = ByteBuffer.wrap(words);
    ByteBuffer to = ByteBuffer.allocate(words.length).order(ByteOrder.nativeOrder());
    while (from.remaining() >= Integer.BYTES) {
      to.putInt(from.getInt());
    }
    try {
      return Integer.parseInt(parts[1], 16) == address.getPort()
          && InetAddress.getByAddress(to.array()).equals(address.getAddress());
    } catch (UnknownHostException e) {
      return false; // neither 4 bytes nor 16
    }
  }

  private static Optional<String> ownUser() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> line.split("\\s+")[1])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
