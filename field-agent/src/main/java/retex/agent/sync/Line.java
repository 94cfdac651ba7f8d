package retex.agent.sync;

import io.grpc.ManagedChannel;

/** The way to the one server, and who was met at its end. To be closed. */
public record Line(ManagedChannel channel, PinnedServer pinned, Runnable rehearsal)
    implements AutoCloseable {

  static Line open(Channels channels, HeadquartersRow row, ExpiryNotice expiry) {
    var pinned = PinnedServer.of(row);
    return new Line(channels.open(row, pinned, expiry), pinned, () -> Channels.rehearse(row));
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
