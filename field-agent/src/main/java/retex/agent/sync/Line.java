package retex.agent.sync;

import io.grpc.ManagedChannel;

/** The way to the one server, who was met at its end, and what crossed. To be closed. */
public record Line(ManagedChannel channel, PinnedServer pinned, Traffic traffic, Runnable rehearsal)
    implements AutoCloseable {

  static Line open(Channels channels, HeadquartersRow row, ExpiryNotice expiry) {
    var pinned = PinnedServer.of(row);
    var traffic = new Traffic();
    return new Line(
        channels.open(row, pinned, expiry, traffic), pinned, traffic, () -> Channels.rehearse(row));
  }

  /** Calls the server; what the handshake needs is made ready while the first packet travels. */
  void dial() {
    channel.getState(true);
    rehearsal.run();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
