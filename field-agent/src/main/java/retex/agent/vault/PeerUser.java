package retex.agent.vault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which user of the laptop is at the other end of a loopback connection. Linux tells it in
 * /proc/net/tcp; where no system tells it, nobody is taken for another.
 */
final class PeerUser {

  // proc(5): sl, local_address, rem_address, st, queues, timer, retransmits, uid
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final Optional<String> OWN = ownUser();

  private PeerUser() {}

  /** Whether the system says that the connection comes from another user. */
  static boolean isAnother(InetSocketAddress peer, InetSocketAddress here) {
    if (OWN.isEmpty()) {
      return false;
    }
    String from = port(peer);
    String to = port(here);
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        Optional<String> user =
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(it -> it.length > 7 && it[1].endsWith(from) && it[2].endsWith(to))
                .map(it -> it[7])
                .findFirst();
        if (user.isPresent()) {
          return !user.get().equals(OWN.get());
        }
      } catch (IOException e) {
        continue; // no such table on this system
      }
    }
    return false;
  }

  private static String port(InetSocketAddress address) {
    return String.format(":%04X", address.getPort());
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
